/// The generator in its plainest form, one word and one number after another, written from the papers.
///
/// What the vectorised kernels draw is held against it.
struct ReferenceTwister {
    private var state: [UInt32]
    private var used = 624

    init(seed: UInt32) {
        state = [seed]
        for index in 1..<624 {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
        }
    }

    /// The next word (Matsumoto and Nishimura 1998, section 2.2).
    mutating func next() -> UInt32 {
        if used == 624 {
            for index in 0..<624 {
                let joined = state[index] & 0x8000_0000 | state[(index + 1) % 624] & 0x7fff_ffff
                state[index] = state[(index + 397) % 624] ^ joined >> 1 ^ (joined % 2 == 0 ? 0 : 0x9908_b0df)
            }
            used = 0
        }
        var word = state[used]
        used += 1
        word ^= word >> 11
        word ^= word << 7 & 0x9d2c_5680
        word ^= word << 15 & 0xefc6_0000
        return word ^ word >> 18
    }

    /// The next number in [`lower`, `upper`).
    mutating func uniform(from lower: Float, to upper: Float) -> Float {
        let number = lower.addingProduct(Float(next() & 0xff_ffff) * 0x1p-24, upper - lower)
        return number == upper ? lower : number
    }

    /// The next normals, from 16 of them on.
    mutating func normals(count: Int, mean: Float, deviation: Float) -> [Float] {
        precondition(count >= 16, "fewer are drawn in another way")
        var values = (0..<count).map { _ in uniform(from: 0, to: 1) }
        func transform(from start: Int) {
            for index in start..<start + 8 {
                let radius = (-2 * logarithm(1 - values[index])).squareRoot()
                let (sine, cosine) = sineAndCosine(0x1.921fb6p+2 * values[index + 8])
                values[index] = mean.addingProduct(radius * cosine, deviation)
                values[index + 8] = mean.addingProduct(radius * sine, deviation)
            }
        }
        for start in stride(from: 0, through: count - 16, by: 16) { transform(from: start) }
        if count % 16 != 0 {
            for index in count - 16..<count { values[index] = uniform(from: 0, to: 1) }
            transform(from: count - 16)
        }
        return values
    }
}

/// The logarithm of a number in (0, 1], as the Cephes library has it in single precision, with fused steps.
private func logarithm(_ x: Float) -> Float {
    var exponent = Float(Int(x.bitPattern >> 23) - 127) + 1
    var w = Float(bitPattern: x.bitPattern & 0x007f_ffff | 0x3f00_0000)
    if w < 0.707106781186547524 {
        exponent -= 1
        w = (w - 1) + w
    } else {
        w -= 1
    }
    let square = w * w
    let coefficients: [Float] = [
        7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
        2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ]
    var sum = horner(coefficients, at: w) * w
    sum = (exponent * -2.12194440e-4).addingProduct(sum, square)
    sum -= square * 0.5
    return (w + sum).addingProduct(exponent, 0.693359375)
}

/// Sine and cosine of a number in [0, 2 pi), as the Cephes library has them in single precision, with fused steps.
private func sineAndCosine(_ angle: Float) -> (sine: Float, cosine: Float) {
    let octant = (Int(angle * 1.27323954473516) + 1) / 2 * 2
    var x = angle
    for part: Float in [-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8] {
        x = x.addingProduct(Float(octant), part)
    }
    let square = x * x
    var even = horner([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2], at: square) * square
    even = (-(square * 0.5)).addingProduct(even, square) + 1
    let odd = x.addingProduct(horner([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1], at: square) * square, x)
    switch octant % 8 {
    case 0: return (odd, even)
    case 2: return (even, -odd)
    case 4: return (-odd, -even)
    default: return (-even, odd)
    }
}

private func horner(_ coefficients: [Float], at x: Float) -> Float {
    coefficients.dropFirst().reduce(coefficients[0]) { $1.addingProduct($0, x) }
}
