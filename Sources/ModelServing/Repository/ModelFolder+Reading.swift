internal import Digests
internal import Glibc
internal import ModelFormats
internal import NeuralNetwork

extension ModelFolder {
    /// How often a model is read that another process replaces meanwhile.
    private static let attemptLimit = 16

    /// Reads a model, all of it or nothing.
    public func read(_ name: ModelName) throws(ModelStorageError) -> KeptModel? {
        try withRoot { (root) throws(ModelStorageError) in
            var attempt = 1
            while true {
                guard let opened = try open(name, root) else { return nil }
                let identity = opened.folder.stamp(".")
                do throws(ModelStorageError) {
                    return try read(name, opened.folder)
                } catch {
                    // Where another process has replaced or removed the folder, it is no damage that files are missing.
                    let isReplaced = isReadOnly && root.stamp(opened.entry)?.prefix(2) != identity?.prefix(2)
                    guard isReplaced, attempt < Self.attemptLimit else { throw error }
                    attempt += 1
                }
            }
        }
    }

    /// The version that the record of a model says, also where the rest is damaged; nil where none can be read.
    public func recordedVersion(of name: ModelName) -> Int? {
        do throws(ModelStorageError) {
            return try withRoot { (root) throws(ModelStorageError) in
                guard let opened = try open(name, root),
                    let bytes = try opened.folder.read(Self.recordFile, limit: Self.recordLimit)
                else { return nil }
                return ModelRecord(bytes.span)?.version
            }
        } catch {
            return nil
        }
    }

    /// What tells the files of a model from what they become by any change; nil where nothing has its name.
    public func stamp(of name: ModelName) throws(ModelStorageError) -> ModelStamp? {
        try withRoot { (root) throws(ModelStorageError) in
            do throws(ModelStorageError) {
                guard let opened = try open(name, root) else { return nil }
                let files = [".", ModelRecord.definitionFile, ModelRecord.parametersFile, Self.recordFile]
                return ModelStamp(figures: files.map { opened.folder.stamp($0) })
            } catch .damaged {
                return ModelStamp(figures: [root.stamp(name.text)])
            } catch {
                throw error
            }
        }
    }

    /// Opens the folder of a model; nil if nothing has its name.
    private func open(
        _ name: ModelName,
        _ root: borrowing Directory
    ) throws(ModelStorageError) -> OpenedFolder? {
        // Where another process is between two steps, the model still has the other name.
        let entries = isReadOnly ? [name.text, Leftover(name, .old).entry, name.text] : [name.text]
        for entry in entries {
            do throws(ModelStorageError) {
                return OpenedFolder(entry: entry, folder: try root.folder(entry))
            } catch .system(_, ENOENT) {
                // A link that leads nowhere is there, and damaged.
                if try root.has(entry) { throw .damaged(reason: "its folder is a link that leads nowhere") }
            } catch .system(_, ENOTDIR) {
                throw .damaged(reason: "it is no folder")
            } catch .system(_, let code) where [EACCES, EPERM, ELOOP, EIO].contains(code) {
                throw .damaged(reason: "its folder cannot be read: \(errorText(code))")
            } catch {
                throw error
            }
        }
        return nil
    }

    private struct OpenedFolder: ~Copyable {
        let entry: String
        let folder: Directory
    }

    private func read(
        _ name: ModelName,
        _ folder: borrowing Directory
    ) throws(ModelStorageError) -> KeptModel {
        let record = try record(folder)
        let definitionFile = ModelRecord.definitionFile
        guard let definition = try folder.read(definitionFile, limit: Self.definitionLimit) else {
            throw .damaged(reason: "\(definitionFile) is missing")
        }
        if let record { try check(definition, of: definitionFile, record.definitionDigest) }
        let plan = try plan(definition)
        let parameters = try parameters(folder, record, plan)
        let fingerprint = DefinitionJSON.fingerprint(of: plan.definition, parameters: parameters)
        guard record == nil || record?.fingerprint == fingerprint else {
            throw .damaged(reason: "its fingerprint is not the one in \(Self.recordFile); \(Self.remedy)")
        }
        return KeptModel(
            name: name,
            version: record?.version ?? 1,
            plan: plan,
            parameters: parameters,
            fingerprint: fingerprint
        )
    }

    /// How to say that changed files are meant.
    private static let remedy = "where the files are meant so, remove \(recordFile), and they count as version 1"

    private func record(_ folder: borrowing Directory) throws(ModelStorageError) -> ModelRecord? {
        guard let bytes = try folder.read(Self.recordFile, limit: Self.recordLimit) else { return nil }
        guard let record = ModelRecord(bytes.span) else {
            throw .damaged(reason: "\(Self.recordFile) is not as it was written; \(Self.remedy)")
        }
        return record
    }

    private func check(_ bytes: [UInt8], of file: String, _ digest: String) throws(ModelStorageError) {
        var actual = SHA256()
        actual.update(bytes)
        guard actual.hexDigest() == digest else {
            throw .damaged(reason: "\(file) is not what \(Self.recordFile) has the digest of; \(Self.remedy)")
        }
    }

    private func plan(_ bytes: [UInt8]) throws(ModelStorageError) -> NetworkPlan {
        let plan: NetworkPlan
        do {
            plan = try DefinitionJSON.readPlan(fromFile: bytes.span, limits: limits.network)
        } catch {
            throw .damaged(reason: "\(ModelRecord.definitionFile): \(error.reason)")
        }
        do {
            try plan.checkBuilding(limits)
        } catch {
            throw .damaged(
                reason: "building the network takes more multiply-adds than the limit of \(limits.multiplyAdds)"
            )
        }
        return plan
    }

    private func parameters(
        _ folder: borrowing Directory,
        _ record: ModelRecord?,
        _ plan: NetworkPlan
    ) throws(ModelStorageError) -> [ParameterTensor]? {
        let file = ModelRecord.parametersFile
        // Numbers of up to 64 bits, and a header that is generous with white space.
        let limit = 8 * plan.parameterCount + Safetensors.byteCount(of: []) + plan.layers.count << 12 + 1 << 20
        let bytes = try folder.read(file, limit: limit)
        guard let bytes else {
            guard record?.parametersDigest == nil else { throw .damaged(reason: "\(file) is missing") }
            return nil
        }
        if let record {
            guard let digest = record.parametersDigest else {
                throw .damaged(reason: "\(Self.recordFile) knows of no \(file); \(Self.remedy)")
            }
            try check(bytes, of: file, digest)
        }
        do {
            return try Safetensors.read(bytes.span, for: plan)
        } catch {
            throw .damaged(reason: "\(file): \(error.reason)")
        }
    }
}
