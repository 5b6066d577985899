/// How figures look: one set of colours for a light surrounding, one for a dark one.
///
/// Plain class rules without variables, which every SVG renderer understands. The curves are a blue and an orange that
/// colour-blind readers tell apart, and one of them is dashed besides.
enum FigureStyle {
    static let sheet = """
        .paper{fill:#fff}
        .grid{stroke:#e4e7eb;stroke-width:1;fill:none}
        .axis{stroke:#8a94a0;stroke-width:1.25;fill:none}
        .title{fill:#1b1f24;font-size:20px;font-weight:600}
        .label{fill:#1b1f24;font-size:14px}
        .note{fill:#59636e;font-size:13px}
        .tick{fill:#59636e;font-size:12px}
        .interval{fill:#0f8a80;fill-opacity:.09}
        .bracket{stroke:#0b756c;stroke-width:1.25;fill:none}
        .interval-note{fill:#0b6b63;font-size:12px}
        .bound{stroke:#8a94a0;stroke-width:1.25;stroke-dasharray:1.5 4;stroke-linecap:round;fill:none}
        .value{stroke:#1f66c4;stroke-width:2.5;fill:none;stroke-linejoin:round;stroke-linecap:round}
        .area{fill:#1f66c4;fill-opacity:.16}
        .slope{stroke:#c4500a;stroke-width:2.25;fill:none;stroke-dasharray:8 5;stroke-linejoin:round}
        .value-jump{stroke:#1f66c4;stroke-width:1;stroke-dasharray:2 3;fill:none}
        .slope-jump{stroke:#c4500a;stroke-width:1;stroke-dasharray:2 3;fill:none}
        .value-taken{fill:#1f66c4;stroke:#1f66c4;stroke-width:1.75}
        .slope-taken{fill:#c4500a;stroke:#c4500a;stroke-width:1.75}
        .value-open{fill:#fff;stroke:#1f66c4;stroke-width:1.75}
        .slope-open{fill:#fff;stroke:#c4500a;stroke-width:1.75}
        @media (prefers-color-scheme:dark){
        .paper{fill:#14181d}
        .grid{stroke:#29303a}
        .axis{stroke:#737f8c}
        .title,.label{fill:#e8ebef}
        .note,.tick{fill:#a3adb8}
        .interval{fill:#45d0c2;fill-opacity:.11}
        .bracket{stroke:#45c9bb}
        .interval-note{fill:#5fd4c7}
        .bound{stroke:#8d98a5}
        .value,.value-jump{stroke:#69b1ff}
        .area{fill:#69b1ff;fill-opacity:.2}
        .slope,.slope-jump{stroke:#ff9c57}
        .value-taken{fill:#69b1ff;stroke:#69b1ff}
        .slope-taken{fill:#ff9c57;stroke:#ff9c57}
        .value-open{fill:#14181d;stroke:#69b1ff}
        .slope-open{fill:#14181d;stroke:#ff9c57}
        }
        """
}
