import Support

extension SplitMix64 {
    /// `record` with one byte another, as may matter to JSON.
    mutating func damaged(_ record: [UInt8]) -> [UInt8] {
        var record = record
        let bytes = Array(#" "\,:{}[]0189.-+eAFOPXZTa/é"#.utf8)
        record[below(record.count)] = pick(bytes)
        return record
    }
}
