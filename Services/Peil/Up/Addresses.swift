internal import Files
internal import Glibc
internal import HTTP
internal import JSON

/// Where the three services are. A running `peil up` writes it into its data directory, so that
/// commands find it whatever its ports are.
struct Addresses: Hashable, Sendable {
    var ingest: String
    var compute: String
    var notify: String
    /// The file of the certificate that they have; nil: they have none.
    var certificate: String?

    /// Nil where no `peil up` runs on this directory, or it was killed and left nothing to read.
    init?(in directory: DataDirectory) {
        guard let text = try? SmallFile.text(directory.addresses), let value = try? Value(text),
            let ingest = value["ingest"]?.string, let compute = value["compute"]?.string,
            let notify = value["notify"]?.string
        else { return nil }
        self.init(
            ingest: ingest, compute: compute, notify: notify,
            certificate: value["certificate"]?.string)
    }

    init(ingest: String, compute: String, notify: String, certificate: String?) {
        self.ingest = ingest
        self.compute = compute
        self.notify = notify
        self.certificate = certificate
    }

    /// Reaches them: they answer under this host's address, which their certificate is not of.
    var client: Client {
        Client(ClientConfiguration(policy: .any, trust: certificate.map { .own($0) } ?? .system))
    }

    func write(to directory: DataDirectory) throws(Failure) {
        var writer = Writer()
        writer.object {
            $0.member("ingest", ingest)
            $0.member("compute", compute)
            $0.member("notify", notify)
            if let certificate { $0.member("certificate", certificate) }
        }
        do throws(FileError) {
            try SmallFile.replace(directory.addresses, with: writer.take())
        } catch {
            throw .unwritable("\(error)")
        }
    }

    /// Nobody answers there any more.
    static func remove(from directory: DataDirectory) { _ = unsafe unlink(directory.addresses) }
}
