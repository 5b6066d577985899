internal import Glibc

/// Whether the tests run under a sanitizer, as `.ci/test` says, where a few of them would take minutes.
public let isSanitized = getenv("FEEDFORWARD_SANITIZED") != nil
