/// How large a network may be.
public struct NetworkLimits: Sendable, Hashable {
    /// The most parameters of a network.
    public var maximumParameters: Int

    /// The most layers of a network.
    public var maximumLayers: Int

    /// Makes limits; 2^26 parameters and 1,024 layers unless given.
    public init(maximumParameters: Int = 1 << 26, maximumLayers: Int = 1024) {
        self.maximumParameters = maximumParameters
        self.maximumLayers = maximumLayers
    }
}
