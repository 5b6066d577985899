/// What inline values are read for, which decides how they are nested.
enum TensorRole {
    /// Rows of numbers, one row a unit.
    case weight
    /// A flat list, one number a unit.
    case bias
    /// Either.
    case any
}
