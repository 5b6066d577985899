internal import HTTPServer
internal import Logging

extension RequestContext {
    /// What says in the log which request a message is about, under the names that the access log has.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["request_id": "\(requestID)"]
        if let trace { metadata["trace_id"] = "\(trace.traceID)" }
        return metadata
    }
}
