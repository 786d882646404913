internal import Messages

extension PartitionState {
    /// Takes a row of the file; rows come as `Rows.Table` orders them. Throws for one that is
    /// damaged, or refers to what is not there.
    public mutating func load(
        _ table: Rows.Table, _ id: Int, _ row: Span<UInt8>
    ) throws(RowFault) {
        var reader = try Rows.content(of: row)
        switch table {
        case .checkpoint: lastDay = try Checkpoint(row: row).lastDay
        case .provenance: try provenances.load(id, from: &reader)
        case .indicator: try loadIndicator(id, &reader)
        case .target: try loadTarget(id, &reader)
        case .name: try loadName(id, &reader)
        case .releases:
            let (piece, number) = Releases.place(ofRow: id)
            guard series.indices.contains(number) else { throw RowFault() }
            try series[number].releases.load(
                piece: piece, from: &reader, provenances: provenances.count)
        case .standings:
            guard series.indices.contains(id) else { throw RowFault() }
            try series[id].loadStandings(from: &reader, targets: catalogue.targets.count)
        }
        changes.committedSeries = series.count
        changes.committedProvenances = provenances.count
    }

    private mutating func loadIndicator(
        _ id: Int, _ reader: inout ByteReader
    ) throws(RowFault) {
        let hasKeptDimensions = try reader.byte() != 0
        guard case .indicatorDefined(let indicator) = try reader.update(),
            catalogue.number(of: indicator.code) == nil,
            catalogue.define(indicator) == Int32(id)
        else { throw RowFault() }
        if !hasKeptDimensions { catalogue.markRedimensioned(Int32(id)) }
    }

    private mutating func loadTarget(
        _ id: Int, _ reader: inout ByteReader
    ) throws(RowFault) {
        let version: Int = try reader.count()
        let inForce = try reader.byte() != 0
        let isAnnouncedOverdue = try reader.byte() != 0
        guard case .targetSet(let target) = try reader.update(),
            let indicator = catalogue.number(of: target.indicator),
            catalogue.number(of: target.id) == nil
        else { throw RowFault() }
        let set = Catalogue.Set(
            target: target, version: version, inForce: inForce,
            isAnnouncedOverdue: isAnnouncedOverdue)
        guard catalogue.set(set, of: indicator) == Int32(id) else { throw RowFault() }
    }

    private mutating func loadName(
        _ id: Int, _ reader: inout ByteReader
    ) throws(RowFault) {
        let indicator: Int = try reader.count()
        let text = try reader.text()
        guard id == series.count, catalogue.indicators.indices.contains(indicator),
            let read = try? Series(text: String(copying: text)),
            case let code = catalogue.indicators[indicator].indicator.code, read.indicator == code
        else { throw RowFault() }
        names.add(text)
        series.append(SeriesState(indicator: Int32(indicator)))
        // All series of an indicator share its code.
        identities.append(Series(indicator: code, area: read.area, dimensions: read.dimensions))
        catalogue.add(series: Int32(id), to: Int32(indicator))
    }
}

extension ByteReader {
    /// A whole number from 0.
    mutating func count() throws(RowFault) -> Int {
        guard let count = Int(exactly: try varint()) else { throw RowFault() }
        return count
    }

    fileprivate mutating func update() throws(RowFault) -> Update {
        let event = try text()
        do throws(ValidationError) {
            return try UpdateEvent(decoding: event).update
        } catch { throw RowFault() }
    }
}
