import Support
import Testing

@Suite(
    "Services on Kafka whose disk is full", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement),
    .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root"))
struct KafkaFullDiskTests {
    @Test("wait and say so, and go on when there is room, nothing lost and nothing twice")
    func full() throws {
        let ensemble = try Ensemble(on: try KafkaBrokers(), prefix: "full.")
        let disk = try #require(SmallDisk(at: ensemble.data, mebibytes: 32))
        defer { withExtendedLifetime(disk) {} }
        let receiver = try Receiver(refusingPercent: 3)
        try ensemble.startAll()
        try receiver.subscribeToAll(at: try ensemble.face(3))
        try Load.define(at: try ensemble.face(0))
        let clients = Clients(count: 2, seed: 7)
        clients.send(to: try ensemble.face(0))
        try clients.wait(until: 50)
        try disk.fill()
        for place in [Ensemble.computes, Ensemble.notifies].joined() {
            try eventually("\(Ensemble.kinds[place]) says that it is full", withinSeconds: 60) {
                try ensemble.fault(place).contains("full")
            }
        }
        try clients.wait(until: clients.answeredCount + 50)
        try disk.free()
        print(try Verdict.expectReference(ensemble, receiver, clients.finish()))
    }
}
