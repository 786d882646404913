internal import JSON
internal import Settings
internal import Telemetry

/// `peil up`: everything, on this machine.
enum Up {
    private static let catalogue = Option<String?>(
        "catalogue", value: "FILE", .path, "Define what this file says, once it runs")
    private static let figures = Option<[String]>(
        "figures", value: "FILE", each: .path, "Push these figures, once it runs")

    static let command = Command(
        "up", "Run ingest, compute and notify on this machine, on a local log",
        details: "Keeps all it has in the data directory. The first start makes an admin token "
            + "there, which the other commands find by themselves. What --catalogue and --figures "
            + "name is taken once, however often it is started. Ends with ctrl-C.",
        options: [catalogue, figures], takesSettings: true,
        examples: [
            "peil up",
            "peil up --catalogue deploy/catalogue/nl-mkb.yaml \\",
            "        --figures deploy/figures/nl-mkb-2025.csv",
            "peil up --data /var/lib/peil --notify.port 0",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let settings = try invocation.settings()
        let signals = Signals()
        let logger = Logger(settings, invocation)
        let installation = try Installation(settings, logger: logger)
        defer {
            installation.stop()
            logger.info("stopped")
        }
        guard waitUntilReady(installation, signals, logger) else { return }
        logger.info(
            "ready",
            [
                "ingest": installation.addresses.ingest, "notify": installation.addresses.notify,
                "compute": installation.addresses.compute, "data": settings.dataDirectory,
            ])
        try greet(installation, signals, invocation)
        try installation.watch(until: signals, logger)
    }

    private static func greet(
        _ installation: Installation, _ signals: Signals, _ invocation: Invocation
    ) throws(Failure) {
        let console = invocation.console
        let services = installation.services
        if let file = invocation[catalogue] {
            try Define.define(file, with: services, dryRun: false, console)
        }
        for file in invocation[figures] { try Push.pushOnce(file, with: services, console) }
        guard try installation.waitUntilCaughtUp(signals) else { return }
        try Status.show(
            try Status.entries(services.notify), services.notify, console, invocation.language)
        console.print("The board is at \(installation.addresses.notify)/")
    }

    /// False when a signal came before.
    private static func waitUntilReady(
        _ installation: Installation, _ signals: Signals, _ logger: Logger
    ) -> Bool {
        var told = ContinuousClock.now
        while let fault = installation.fault {
            if signals.haveCome(withinMilliseconds: 2) { return false }
            if ContinuousClock.now - told > .seconds(5) {
                logger.warning("not ready yet", ["reason": fault])
                told = ContinuousClock.now
            }
        }
        return true
    }
}
