internal import Digests
internal import Glibc
internal import ModelFormats
internal import NeuralNetwork

extension ModelFolder {
    /// An entry that a change makes beside the folder of a model, and that a crash may leave.
    struct Leftover: Sendable, Hashable {
        enum Kind: String, Sendable, CaseIterable {
            case new, old, gone
        }

        let name: ModelName
        let kind: Kind

        init(_ name: ModelName, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }

        /// Takes the name of an entry; nil if no change makes such a one.
        init?(_ entry: String) {
            guard entry.hasPrefix("."), let dot = entry.dropFirst().lastIndex(of: "."),
                let kind = Kind(rawValue: String(entry[entry.index(after: dot)...])),
                let name = ModelName(String(entry[..<dot].dropFirst()))
            else { return nil }
            self.init(name, kind)
        }

        /// The name of the entry.
        var entry: String { ".\(name).\(kind.rawValue)" }
    }

    /// Keeps a model in the place of what has its name.
    public func store(_ model: KeptModel) throws(ModelStorageError) {
        guard !isReadOnly else { throw .readOnly }
        try withRoot { (root) throws(ModelStorageError) in
            let new = Leftover(model.name, .new).entry
            try recover(model.name, root)
            do throws(ModelStorageError) {
                try write(model, to: new, root)
                try putInPlace(model.name, root)
            } catch {
                discard(new, root)
                throw error
            }
            // What was there before has the name of the new one, or none.
            discard(new, root)
        }
    }

    /// Removes a model, or whatever has its name.
    public func remove(_ name: ModelName) throws(ModelStorageError) {
        guard !isReadOnly else { throw .readOnly }
        try withRoot { (root) throws(ModelStorageError) in
            let gone = Leftover(name, .gone).entry
            try recover(name, root)
            try onStep()
            // Removed by another hand already: what is asked for is so.
            guard try root.has(name.text) else { return try root.sync() }
            try root.rename(name.text, to: gone)
            do throws(ModelStorageError) {
                try onStep()
                try root.sync()
            } catch {
                revert(error) { () throws(ModelStorageError) in try root.rename(gone, to: name.text) }
                throw error
            }
            discard(gone, root)
        }
    }

    /// Writes all files of a model and brings them to the disk.
    private func write(_ model: KeptModel, to entry: String, _ root: borrowing Directory) throws(ModelStorageError) {
        try onStep()
        try root.makeFolder(entry)
        try onStep()
        let folder = try root.folder(entry)
        let definition = DefinitionJSON.bytes(of: model.plan.definition)
        try folder.create(ModelRecord.definitionFile) { (write) throws(ModelStorageError) in
            try write(definition.span.bytes)
        }
        try onStep()
        var definitionDigest = SHA256()
        definitionDigest.update(definition)
        var parametersDigest: String?
        if let parameters = model.parameters {
            var digest = SHA256()
            try folder.create(ModelRecord.parametersFile) { (write) throws(ModelStorageError) in
                try Safetensors.write(parameters) { (piece) throws(ModelStorageError) in
                    piece.withUnsafeBytes { digest.update($0) }
                    try write(piece)
                }
            }
            parametersDigest = digest.hexDigest()
            try onStep()
        }
        let record = ModelRecord(
            version: model.version,
            fingerprint: model.fingerprint,
            definitionDigest: definitionDigest.hexDigest(),
            parametersDigest: parametersDigest
        ).bytes
        try folder.create(Self.recordFile) { (write) throws(ModelStorageError) in
            try write(record.span.bytes)
        }
        try onStep()
        try folder.sync()
        try onStep()
    }

    /// Gives the written folder the name of its model, and brings that to the disk.
    private func putInPlace(_ name: ModelName, _ root: borrowing Directory) throws(ModelStorageError) {
        let new = Leftover(name, .new).entry
        let old = Leftover(name, .old).entry
        guard try root.has(name.text) else {
            try root.rename(new, to: name.text)
            return try settle(root) { () throws(ModelStorageError) in try root.rename(name.text, to: new) }
        }
        if isExchanging, try root.exchange(new, name.text) {
            return try settle(root) { () throws(ModelStorageError) in _ = try root.exchange(new, name.text) }
        }
        try root.rename(name.text, to: old)
        do throws(ModelStorageError) {
            try onStep()
            try root.rename(new, to: name.text)
        } catch {
            revert(error) { () throws(ModelStorageError) in try root.rename(old, to: name.text) }
            throw error
        }
        try settle(root) { () throws(ModelStorageError) in
            try root.rename(name.text, to: new)
            try root.rename(old, to: name.text)
        }
        discard(old, root)
    }

    /// Brings to the disk what was renamed; where that fails, it is renamed back.
    private func settle(
        _ root: borrowing Directory,
        orElse back: () throws(ModelStorageError) -> Void
    ) throws(ModelStorageError) {
        do throws(ModelStorageError) {
            try onStep()
            try root.sync()
            try onStep()
        } catch {
            revert(error, back)
            throw error
        }
    }
}
