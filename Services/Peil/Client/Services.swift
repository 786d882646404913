internal import Files
internal import HTTP
internal import JSON
internal import Settings

/// The services as a command reaches them: where each is, and the token that is sent.
///
///     let services = try Services(invocation, data: invocation[Invocation.data])
///     let progress = try services.notify.get("/v1/progress", ["area": "NL"])
struct Services: Sendable {
    let ingest: API
    let notify: API
    let compute: API
    let directory: DataDirectory
    /// Of the log in the directory.
    let partitions: Int32

    /// `PEIL_INGEST_URL` and `PEIL_NOTIFY_URL`, else what a `peil up` in the data directory says,
    /// else the ports of the settings on this host; the token of `PEIL_TOKEN`, else that
    /// directory's.
    init(_ invocation: Invocation, data: String?) throws(Failure) {
        try self.init(invocation, try invocation.settings(data: data))
    }

    init(_ invocation: Invocation, _ settings: Settings) throws(Failure) {
        let environment = invocation.environment
        directory = DataDirectory(path: settings.dataDirectory)
        partitions = Int32(settings.topicsPartitions)
        let token = try Self.token(environment, directory)
        let running = Addresses(in: directory)
        func here(_ port: Int) -> String { "http://127.0.0.1:\(port)" }
        let client = Client(ClientConfiguration(policy: .any))
        let own = running?.client ?? client
        func api(_ name: String, _ variable: String?, _ written: String?, _ port: Int) -> API {
            let given = variable.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
            return API(
                name: name, base: given ?? written ?? here(port), variable: variable,
                token: token, client: given == nil ? own : client)
        }
        ingest = api("ingest", "PEIL_INGEST_URL", running?.ingest, settings.ingestPort)
        notify = api("notify", "PEIL_NOTIFY_URL", running?.notify, settings.notifyPort)
        compute = api("compute", nil, running?.compute, settings.computePort)
    }

    /// Of a `peil up` in this process.
    init(_ addresses: Addresses, token: String?, directory: DataDirectory, partitions: Int32) {
        let client = addresses.client
        func api(_ name: String, _ base: String) -> API {
            API(name: name, base: base, variable: nil, token: token, client: client)
        }
        ingest = api("ingest", addresses.ingest)
        notify = api("notify", addresses.notify)
        compute = api("compute", addresses.compute)
        self.directory = directory
        self.partitions = partitions
    }

    private static func token(
        _ environment: [String: String], _ directory: DataDirectory
    ) throws(Failure) -> String? {
        if let token = environment["PEIL_TOKEN"], !token.isEmpty { return token }
        do throws(FileError) {
            return try SmallFile.text(directory.adminToken)
        } catch {
            // Another user's: what is open to all can still be asked.
            return nil
        }
    }
}
