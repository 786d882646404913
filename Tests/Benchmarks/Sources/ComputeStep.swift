/// What compute does to a partition, by itself: also in a process of its own, for tools that count.
enum ComputeStep: String {
    /// All of it.
    case heart
    /// The least that it can cost.
    case bare
    /// Nothing: the partition is only made.
    case none

    func run(_ partition: BenchPartition) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/partition.sqlite"
        switch self {
        case .heart:
            var run = try HeartRun(records: partition.batch.count, path)
            partition.batch.forEach { _, record in run.fold(record) }
            run.finish()
        case .bare:
            var run = try BareRun.make(path)
            try run.run(partition)
        case .none: break
        }
    }

    /// Instructions a figure; nil where nothing can count them. What it costs to make reports is
    /// taken away, and what it costs to begin.
    func instructions(figures: Int) throws -> Double? {
        let (few, many) = (10_000 / figures, 30_000 / figures)
        let counts = try [(self, few), (self, many), (.none, few), (.none, many)].map {
            (step: ComputeStep, reports) in
            try OwnProcess.instructions(
                [Self.argument, step.rawValue, "\(figures)", "\(reports)", "1000"])
        }
        guard let begin = counts[0], let all = counts[1], let makingBegin = counts[2],
            let making = counts[3]
        else { return nil }
        return (all - begin - (making - makingBegin)) / Double((many - few) * figures)
    }

    /// Before the arguments by which a process of its own is told what to do.
    static let argument = "compute-step"

    /// `heart 20 10000 1000`: the step on so many reports of 20 figures, over 1,000 series.
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 4, let step = ComputeStep(rawValue: arguments[0]),
            let figures = Int(arguments[1]), let reports = Int(arguments[2]),
            let series = Int(arguments[3])
        else { preconditionFailure("\(arguments)") }
        try step.run(BenchPartition(figures: figures, reports: reports, series: series))
    }
}
