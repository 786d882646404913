import Support
import Testing

struct PlantedFaultTests {
    @Test("each planted fault is found, by its own sign", arguments: PlantedFault.allCases)
    func found(fault: PlantedFault) {
        var violations: [String] = []
        for seed in 0..<150 as Range<UInt64> where violations.count < 5 {
            if let violation = Simulation(seed: seed, planted: fault).run() {
                violations.append(violation)
            }
        }
        #expect(violations.contains { $0.contains(fault.sign) }, "\(violations)")
    }

    @Test("where the log loses what was folded, nothing goes wrong but an alarm")
    func alarmFirst() {
        var alarms = 0
        for seed in 0..<150 as Range<UInt64> {
            guard let violation = Simulation(seed: seed, planted: .lostTail).run() else { continue }
            #expect(violation.hasPrefix("an alarm"), "seed \(seed): \(violation)")
            alarms += 1
        }
        #expect(alarms > 50)
    }
}
