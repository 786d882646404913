import Log
import Messages
import Progress
import Support
import Testing

@testable import Notify

@Suite("Explanations of generated worlds")
struct ExplanationWorldTests {
    @Test("Every formula comes to its value on a pocket calculator, in both languages")
    func calculated() throws {
        var symbols: Set<String> = []
        var count = 0
        try forEachExplanation { explanation in
            for step in explanation.steps {
                let value = try Calculator.value(of: step.substituted)
                let rounding = step.decimals.map { 0.51 * Double.pow10(-$0) } ?? 0
                // Ten digits are shown of each number: what cancels in a difference is lost.
                let slack = 1e-6 * max(1, abs(step.value)) + rounding
                #expect(
                    abs(value - step.value) <= slack,
                    "\(step.symbol) = \(step.substituted) comes to \(value), not \(step.value)")
                symbols.insert(step.symbol)
                count += 1
            }
        }
        #expect(count > 5_000)
        #expect(
            symbols.isSuperset(of: [
                "pace", "needed", "R", "P", "projection", "x", "g", "g needed", "v", "C", "score",
                "λ0", "λt", "λT", "k", "k needed", "m", "deviation", "T", "b", "gap",
                "needed now", "growth needed now", "t − t0", "tT − t0", "tT − t",
            ]))
    }

    @Test("An explanation shows the numbers of its assessment, and the threshold that took them")
    func shown() throws {
        var categories: Set<Messages.Category> = []
        try forEachExplanation { explanation in
            let assessment = explanation.assessment
            func value(_ symbol: String) -> Double? {
                explanation.steps.last { $0.symbol == symbol }?.value
            }
            #expect(value("R") == assessment.ratio)
            #expect(value("v") == assessment.rate)
            #expect(value("deviation") == assessment.deviation)
            #expect(value("gap") == assessment.gap)
            if let projection = assessment.projection {
                #expect(value("projection") ?? value("P") == projection)
            }
            if assessment.category != .targetAchieved, let score = assessment.score {
                #expect(value("score") == score)
            }
            if let list = explanation.thresholds {
                #expect(list.lines.count { $0.holds } == 1)
                let taken = list.lines.first { $0.holds }?.category
                let isByThreshold =
                    ![.targetAchieved, .missed].contains(assessment.category)
                    && !(assessment.method == .trend && assessment.category == .deterioration)
                if isByThreshold { #expect(taken == assessment.category) }
            }
            categories.insert(assessment.category)
            #expect(!explanation.text.isEmpty)
        }
        #expect(categories.count >= 12, "\(categories)")
    }

    /// Of every target for every series of the worlds, by the working of which the assessment is
    /// that of the reference.
    private func forEachExplanation(_ body: (Explanation) throws -> Void) throws {
        for seed in 0..<120 as Range<UInt64> {
            let reference = Reference.fold(
                WorldGenerator.world(seed: seed, length: 60).map(\.value), log: LogID(1),
                partition: 0)
            for target in reference.targets {
                guard
                    let indicator = reference.indicators.first(where: {
                        $0.code == target.target.indicator
                    })
                else { continue }
                for history in reference.histories where target.target.matches(history.series) {
                    let measure = reference.measure(target.target, on: history.series)
                    let entry = SeriesEntry(
                        row: 1, series: history.series, unit: indicator.unit, latest: nil,
                        previous: nil, change: nil)
                    let worked = WorkedProgress(
                        VersionedTarget(target.target, version: 1), entry,
                        measure.figures.map(\.vintage), indicator, asOf: nil)
                    #expect(worked.working.assessment == measure.assessment, "seed \(seed)")
                    let language = Language.allCases[Int(seed % 2)]
                    try body(Explanation(worked, Words(language)))
                }
            }
        }
    }
}

extension ReferenceRelease {
    fileprivate var vintage: Vintage {
        Vintage(
            released: ReleasedFigure(figure: figure, released: released, source: nil),
            arrival: Int64(arrival), definition: definition)
    }
}

extension Double {
    fileprivate static func pow10(_ exponent: Int) -> Double {
        (0..<abs(exponent)).reduce(1) { power, _ in exponent < 0 ? power / 10 : power * 10 }
    }
}
