import Support
import Testing

struct PlantedDeliveryFaultTests {
    @Test("each planted fault is found, by its own sign", arguments: PlantedDeliveryFault.allCases)
    func found(fault: PlantedDeliveryFault) {
        var others: [String] = []
        for seed in 0..<150 as Range<UInt64> {
            guard
                let violation = Simulation(
                    seed: seed, isTold: true, plantedDelivery: fault
                ).run()
            else { continue }
            if violation.contains(fault.sign) { return }
            others.append(violation)
        }
        Issue.record("not found, but \(others)")
    }
}
