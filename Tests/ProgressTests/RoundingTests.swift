import Support
import Testing

@testable import Progress

@Suite("Rounding")
struct RoundingTests {
    @Test("decimals are those of the shortest text")
    func decimals() {
        let expected: [(Double, Int)] = [
            (0, 0), (75, 0), (81.5, 1), (0.285, 3), (-0.1, 1), (102.645, 3), (0.1 + 0.2, 17),
            (1e21, 0), (1.5e-7, 8), (1e-7, 7), (.leastNonzeroMagnitude, 324), (123_456_789.123, 3),
            (9_007_199_254_740_992, 0), (96.660418, 6),
        ]
        for (number, decimals) in expected {
            #expect(Rounding.decimals(of: number) == decimals, "\(number)")
        }
    }

    @Test("a half goes away from zero, as its decimal text has it")
    func halves() {
        let expected: [(Double, Int, Double)] = [
            (0.285, 2, 0.29), (1.005, 2, 1.01), (2.675, 2, 2.68), (-0.285, 2, -0.29),
            (89.625, 2, 89.63), (0.5, 0, 1), (-0.5, 0, -1), (2.5, 0, 3), (0.284, 2, 0.28),
            (0.28499, 2, 0.28), (0.1 * 3 / 2, 2, 0.15), (3 * (1.15 / 3), 1, 1.2),
            (24.4 - 21.825, 2, 2.58), (0.4999, 0, 0), (1e300, 9, 1e300), (75, 9, 75),
            (281_474_976_710_656.25, 0, 281_474_976_710_656),
        ]
        for (number, decimals, rounded) in expected {
            #expect(Rounding.round(number, to: decimals) == rounded, "\(number)")
        }
    }

    @Test("a difference is exact in decimal")
    func differences() {
        #expect(Rounding.difference(81.5, 75) == 6.5)
        #expect(Rounding.difference(0.3, 0.1) == 0.2)
        #expect(Rounding.difference(10.4, 14.5) == -4.1)
        #expect(Progress.change(from: 71, to: 75.3) == 4.3)
        #expect(Progress.change(from: 0.7, to: 0.1) == -0.6)
    }

    @Test("minus 0 is 0")
    func zero() {
        #expect(Rounding.round(-0.0, to: 2).sign == .plus)
        #expect(Rounding.round(-0.001, to: 2).sign == .plus)
        #expect(Rounding.difference(5, 5).sign == .plus)
    }

    @Test("what is written with n decimals is its own rounding to n, and has no more")
    func roundTrip() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let decimals = Int.random(in: 0...6, using: &random)
            var power = 1.0
            for _ in 0..<decimals { power *= 10 }
            let number = Double(Int.random(in: -10_000_000...10_000_000, using: &random)) / power
            #expect(Rounding.decimals(of: number) <= decimals)
            #expect(Rounding.round(number, to: decimals) == number)
        }
    }
}
