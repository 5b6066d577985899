internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

extension OneShot {
    /// The layer whose weight a plot of a scheme draws.
    public struct PlottedLayer: Sendable, Hashable {
        /// The inputs of the layer.
        public var fanIn: Int
        /// The units of the layer.
        public var fanOut: Int
        /// The seed of the generator.
        public var seed: UInt64

        /// Makes a layer.
        public init(fanIn: Int, fanOut: Int, seed: UInt64) {
            self.fanIn = fanIn
            self.fanOut = fanOut
            self.seed = seed
        }
    }

    /// The largest weight that is drawn for a plot, in elements.
    public static let plotElements = 1 << 24

    /// How many numbers are drawn again for a plot, at most, where a scheme refuses what falls outside its bounds.
    static let plotRedraws = 1 << 30

    /// Draws what an initialisation scheme draws for a layer, against the density that it means to draw from.
    static func plotScheme(
        _ name: String,
        parameters: [(name: String, text: String)],
        layer: PlottedLayer,
        from lower: Double?,
        to upper: Double?
    ) throws(Problem) -> String {
        let initializer = try initializer(name, parameters)
        // Before anything is computed from the sizes.
        guard layer.isDrawable else { throw layer.problem }
        let plan = try plan(of: initializer, layer)
        guard plan.drawingWork.redraws <= plotRedraws else {
            throw Problem(.overLimit, "Nearly all that \(name) draws falls outside its bounds, and is drawn again.")
        }
        guard let density = Density(initializer, fanIn: layer.fanIn, fanOut: layer.fanOut) else {
            throw Problem(.noSingleCurve, "\(name) does not draw its numbers from a density.")
        }
        let moments = initializer.expectedMoments(role: .weight, fanIn: layer.fanIn, fanOut: layer.fanOut)
        let domain = try domain(density.domain, from: lower, to: upper)
        var generator = MersenneTwister(seed: layer.seed)
        let figure = DensityFigure(
            name: name,
            caption: initializer.caption(of: layer),
            density: density,
            expectedDeviation: moments.std,
            weight: plan.drawParameters(from: &generator).first?.values ?? [],
            domain: domain
        )
        guard let figure else {
            throw Problem(
                .invalidContent,
                "What \(name) draws here has no density that can be drawn: in float64 the area below it is not a "
                    + "positive, finite number."
            )
        }
        return figure.text
    }

    private static func initializer(
        _ name: String,
        _ parameters: [(name: String, text: String)]
    ) throws(Problem) -> Initializer {
        do throws(InputProblems) {
            if let initializer = try DefinitionJSON.readInitializer(named: name, parameters: parameters) {
                return initializer
            }
        } catch {
            throw Problem(error)
        }
        throw Problem.unknownCurve(name)
    }

    private static func plan(of initializer: Initializer, _ layer: PlottedLayer) throws(Problem) -> NetworkPlan {
        let definition = NetworkDefinition(
            seed: layer.seed,
            inputSize: layer.fanIn,
            layers: [
                LayerDefinition(
                    units: layer.fanOut,
                    activation: .identity,
                    weightInitializer: initializer,
                    biasInitializer: nil
                )
            ]
        )
        do throws(DefinitionProblems) {
            return try NetworkPlan(definition, limits: NetworkLimits(maximumParameters: plotElements))
        } catch {
            throw layer.problem
        }
    }
}

extension OneShot.PlottedLayer {
    /// Whether the layer has a weight, of a size that is drawn for a plot.
    fileprivate var isDrawable: Bool {
        guard fanIn > 0, fanOut > 0 else { return false }
        let (elements, overflows) = fanIn.multipliedReportingOverflow(by: fanOut)
        return !overflows && elements <= OneShot.plotElements
    }

    /// The problem of a layer that cannot be drawn.
    fileprivate var problem: Problem {
        Problem(
            .invalidContent,
            "A layer of \(fanOut) units with \(fanIn) inputs cannot be drawn: both have to be at least 1, its weights "
                + "at most \(OneShot.plotElements), and their numbers within float32."
        )
    }
}

extension Initializer {
    /// The layer, and the parameters of the scheme.
    fileprivate func caption(of layer: OneShot.PlottedLayer) -> String {
        let parameters = zip(scheme.parameters, values).compactMap { parameter, value in
            switch value {
            case .number(let number): "\(parameter.name) = \(typeset(NumberText.of(number)))"
            case .choice(let word): "\(parameter.name) = \(word)"
            case .count, .numbers, .tensor: nil
            }
        }
        return "\(layer.fanOut) units with \(layer.fanIn) inputs, seed \(layer.seed)"
            + (parameters.isEmpty ? "" : "; \(parameters.joined(separator: ", "))")
    }
}
