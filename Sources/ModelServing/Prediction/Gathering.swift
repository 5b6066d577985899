/// What has to be done about rows that were gathered, by whoever brought the last ones.
public enum Gathering: Sendable, Hashable {
    /// Nothing: somebody sees to it already.
    case wait
    /// They have to be computed once those who come at the same time have brought theirs.
    case computeSoon
    /// They have to be computed now: more would take too long at once.
    case computeNow
}
