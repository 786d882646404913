internal import Synchronization

/// A metric by its labels: one instrument for each combination of values.
///
///     let requests = metrics.counters("peil_requests_total", "…", labels: "route", "status")
///     requests["figures", "202"].add()
///
/// Looking one up takes a lock: keep it where it is used often. Values come from small closed sets,
/// for a combination stays until it is removed.
public final class Family<Instrument: AnyObject & Sendable>: Sendable {
    let name: String
    let help: String
    let labels: [String]
    private let make: @Sendable () -> Instrument
    private let children = Mutex<[[String]: Instrument]>([:])

    init(
        _ name: String, _ help: String, labels: [String],
        make: @escaping @Sendable () -> Instrument
    ) {
        self.name = name
        self.help = help
        self.labels = labels
        self.make = make
    }

    /// The instrument of these values, in the order of the labels.
    public subscript(_ values: String...) -> Instrument {
        precondition(values.count == labels.count, "\(name) has the labels \(labels)")
        return children.withLock { children in
            if let child = children[values] { return child }
            let child = make()
            children[values] = child
            return child
        }
    }

    /// Ends the instrument of these values: what it measured is no longer there to be measured.
    public func remove(_ values: String...) {
        children.withLock { $0[values] = nil }
    }

    /// All there are, in the order of their values.
    var all: [(values: [String], instrument: Instrument)] {
        children.withLock { Array($0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { (values: $0.key, instrument: $0.value) }
    }
}
