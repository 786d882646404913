import Messages
import Progress
import Support
import Testing

struct ProgressComparisonTests {
    @Test("Progress assesses as the reference does, to the last digit, in the generated worlds")
    func assessments() {
        var compared = 0
        for seed in 0..<150 {
            let reference = Reference.fold(
                WorldGenerator.world(seed: UInt64(seed)).map(\.value), log: LogID(1), partition: 0)
            for target in reference.targets.map(\.target) {
                guard
                    let indicator = reference.indicators.first(where: {
                        $0.code == target.indicator
                    })
                else { continue }
                for history in reference.histories where target.matches(history.series) {
                    let measure = reference.measure(target, on: history.series)
                    let assessment = Progress.assess(
                        target, observations(measure), minimum: indicator.minimum,
                        maximum: indicator.maximum)
                    #expect(assessment == measure.assessment, "seed \(seed), \(target.id.text)")
                    compared += 1
                }
            }
        }
        #expect(compared > 500)
    }

    private func observations(_ measure: ReferenceMeasure) -> Observations {
        Observations(
            measure.figures.map {
                Observation(
                    period: $0.figure.period, value: $0.figure.value, status: $0.figure.status,
                    definition: $0.definition)
            })
    }
}
