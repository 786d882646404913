internal import Founding
public import Log
public import Messages
internal import Time

/// Why a fold cannot go on: a person must look.
public enum FoldError: Error, Hashable, Sendable {
    /// From this record on another version of the rules holds, which this program does not know.
    case unknownRules(version: Int)
}

extension PartitionState {
    /// The rules that this fold is (design.md, "Rules have a version").
    public static var rules: Int { currentRules }

    /// Folds one record and emits what comes of it; `report` is only lent, for its buffers.
    ///
    /// What comes of a definition may be much: until `isSweeping` is false again, `proceed` emits
    /// the rest, and no other record is folded.
    public mutating func fold(
        _ record: borrowing Record, using report: inout RawReport, into emission: inout Emission
    ) throws(FoldError) {
        precondition(!isSweeping, "what the record before has brought is not all out")
        emission.begin(offset: record.offset, checksum: Checksum.crc32c(record.value))
        let event: UpdateEvent
        do throws(ValidationError) {
            if try isReport(record.value, &report) {
                emission.cause(time: report.time, traceparent: report.traceparent)
                try fold(report, key: record.key, into: &emission)
                return
            }
            event = try UpdateEvent(decoding: record.value)
        } catch {
            return reject(record, [error], into: &emission)
        }
        let traceparent = event.traceparent ?? ""
        emission.cause(time: event.time, traceparent: traceparent.utf8.span)
        try fold(event.update, into: &emission)
    }

    /// Reads a record as a report, which nearly all are: only where it is none, it is asked what it
    /// is. Throws where it should be one.
    private func isReport(
        _ record: Span<UInt8>, _ report: inout RawReport
    ) throws(ValidationError) -> Bool {
        do throws(ValidationError) {
            try report.decode(record)
            return true
        } catch {
            guard try Update.Kind(of: record) == .figuresReported else { return false }
            throw error
        }
    }

    private mutating func fold(
        _ update: Update, into emission: inout Emission
    ) throws(FoldError) {
        switch update {
        case .figuresReported: break
        case .logCreated(let created): try check(rules: created.rules)
        case .rulesChanged(let version): try check(rules: version)
        case .dayPassed(let date): pass(date, into: &emission)
        case .indicatorDefined(let indicator): define(indicator, into: &emission)
        case .targetSet(let target): set(target, into: &emission)
        case .targetWithdrawn(let id): withdraw(id, into: &emission)
        }
    }

    private func check(rules version: Int) throws(FoldError) {
        guard version == Self.rules else { throw .unknownRules(version: version) }
    }
}
