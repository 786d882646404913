internal import JSON
internal import Messages
internal import Time

extension PartitionState {
    /// The rows of all that was changed since the last time, sorted: neighbours in the file are
    /// written together.
    mutating func takeChanges(_ checkpoint: Checkpoint) -> Rows {
        var rows = Rows()
        rows.put(.checkpoint, 0) { checkpoint.write(to: &$0) }
        for number in changes.committedProvenances..<provenances.count {
            rows.put(.provenance, number) { provenances.write(number, to: &$0) }
        }
        for number in changes.indicators.sorted() {
            rows.put(.indicator, Int(number)) { write(indicator: Int(number), to: &$0) }
        }
        for number in changes.targets.sorted() {
            rows.put(.target, Int(number)) { write(target: Int(number), to: &$0) }
        }
        for number in changes.committedSeries..<series.count {
            rows.put(.name, number) {
                $0.append(varint: UInt64(series[number].indicator))
                $0.append(text: names[number])
            }
        }
        changes.series.sort()
        putSeries(into: &rows)
        for number in changes.series { series[Int(number)].markCommitted() }
        changes.series.removeAll(keepingCapacity: true)
        changes.indicators.removeAll()
        changes.targets.removeAll()
        changes.committedSeries = series.count
        changes.committedProvenances = provenances.count
        return rows
    }

    /// The changed series' releases, then their standings.
    private func putSeries(into rows: inout Rows) {
        var pieces: [Int] = []
        pieces.reserveCapacity(changes.series.count)
        for number in changes.series {
            let first = Int(series[Int(number)].firstChanged)
            for piece in series[Int(number)].releases.pieces(from: first) {
                pieces.append(Releases.row(piece, of: Int(number)))
            }
        }
        pieces.sort()
        for row in pieces {
            let (piece, number) = Releases.place(ofRow: row)
            rows.put(.releases, row) { series[number].releases.write(piece: piece, to: &$0) }
        }
        for number in changes.series where series[Int(number)].hasChangedStandings {
            rows.put(.standings, Int(number)) { series[Int(number)].writeStandings(to: &$0) }
        }
    }

    /// A definition is kept as the event that brings it.
    private func write(indicator number: Int, to bytes: inout [UInt8]) {
        let defined = catalogue.indicators[number]
        bytes.append(defined.hasKeptDimensions ? 1 : 0)
        bytes.append(event: .indicatorDefined(defined.indicator))
    }

    private func write(target number: Int, to bytes: inout [UInt8]) {
        let set = catalogue.targets[number]
        bytes.append(varint: UInt64(set.version))
        bytes.append(set.inForce ? 1 : 0)
        bytes.append(set.isAnnouncedOverdue ? 1 : 0)
        bytes.append(event: .targetSet(set.target))
    }
}

extension [UInt8] {
    fileprivate mutating func append(event update: Update) {
        var writer = Writer()
        UpdateEvent(id: "", time: Timestamp(milliseconds: 0), update: update).encode(into: &writer)
        append(text: writer.bytes)
    }
}
