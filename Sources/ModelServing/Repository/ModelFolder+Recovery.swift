extension ModelFolder {
    /// Ends what a crash has interrupted: every model has its own name again, and nothing else is left.
    func recover(_ root: borrowing Directory) throws(ModelStorageError) {
        let leftovers = try root.names().compactMap { Leftover($0) }
        guard !leftovers.isEmpty else { return }
        for name in Set(leftovers.map(\.name)) { try recover(name, root) }
        try root.sync()
    }

    /// Ends what a crash or a failure has interrupted for one name.
    func recover(_ name: ModelName, _ root: borrowing Directory) throws(ModelStorageError) {
        let old = Leftover(name, .old).entry
        // Between two steps: the change was not acknowledged, so what it was to replace is the model.
        if try root.has(old), try !root.has(name.text) {
            try root.rename(old, to: name.text)
            try root.sync()
        }
        for kind in Leftover.Kind.allCases { try root.removeTree(Leftover(name, kind).entry) }
    }

    /// Removes what the change of a name no longer needs.
    ///
    /// Where that fails, the change has come to its end all the same, and the next one of the name or the next start
    /// tries again.
    func discard(_ entry: String, _ root: borrowing Directory) {
        do throws(ModelStorageError) { try root.removeTree(entry) } catch {}
    }

    /// Undoes a step after a failure, as far as a system that has just failed lets it; the failure is what is reported.
    func revert(_ failure: ModelStorageError, _ back: () throws(ModelStorageError) -> Void) {
        do throws(ModelStorageError) { try back() } catch {}
    }
}
