internal import Messages
internal import Time

// `peil.figures.reported.v1`
extension PartitionState {
    /// Folds a report. It is atomic: what it did is judged when all its figures are in.
    mutating func fold(
        _ report: borrowing RawReport, key: Span<UInt8>, into emission: inout Emission
    ) throws(ValidationError) {
        let known = names.number(of: report.seriesText)
        let indicator: Int32
        if let known {
            indicator = series[known].indicator
        } else {
            indicator = try self.indicator(of: report)
        }
        let faults = try catalogue.indicators[Int(indicator)].definition.faults(
            of: report, knowsSeries: known != nil)
        guard faults.isEmpty else {
            return emission.reject(
                key: key, Array(faults.prefix(100)), submission: String(copying: report.submission))
        }
        let number: Int
        if let known {
            number = known
        } else {
            number = add(try report.series(), indicator: indicator)
        }
        insert(report, into: number)
        guard !effect.isEmpty else { return }
        announce(report, of: number, into: &emission)
    }

    /// The number of its indicator. Throws `unknown_indicator`.
    private func indicator(of report: borrowing RawReport) throws(ValidationError) -> Int32 {
        let code = try IndicatorCode(String(copying: report.indicator))
        guard let number = catalogue.number(of: code) else {
            throw catalogue.unknown(code).under("/data")
        }
        return number
    }

    /// Puts the report's figures among the releases; what that did is in `effect`.
    private mutating func insert(_ report: borrowing RawReport, into number: Int) {
        let definition = definition(of: number)
        effect.removeAll()
        let submission = Digest.of(report.submission)
        for (index, figure) in report.figures.enumerated() {
            let place = series[number].releases.place(of: figure.period, from: submission)
            if place.isRetry { continue }
            let released =
                report.released ?? max(report.received, place.latest ?? report.received)
            let release = Release(
                figure, released: released, submission: submission,
                provenance: provenances.number(
                    definition: definition, source: report.source, note: report.note(of: figure)))
            let (change, at) = series[number].releases.insert(release, at: place)
            effect.add(change, figure: index)
            markChanged(series: number, from: at)
        }
    }
}

/// A submission's id in 64 bits: the same for the same id, on every machine and for ever. Within
/// one period of one series a collision is as good as impossible.
enum Digest {
    /// FNV-1a's steps with a final mix, so that ids that differ in a digit differ everywhere.
    static func of(_ text: Span<UInt8>) -> UInt64 {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in text.indices {
            digest = (digest ^ UInt64(unsafe text[unchecked: index])) &* 0x100_0000_01b3
        }
        digest ^= digest >> 32
        digest = digest &* 0x9e37_79b9_7f4a_7c15
        return digest ^ digest >> 29
    }
}
