internal import Log

/// The rows of a partition's file that a commit writes: blobs of our own under small numbers, each
/// with a checksum behind it.
public struct Rows: Sendable {
    /// In the order in which they are read: what rows refer to stands before them.
    public enum Table: Int, CaseIterable, Sendable {
        /// One row: how far the file is.
        case checkpoint
        case provenance
        case indicator
        case target
        /// The text of a series.
        case name
        /// A piece of a series' releases.
        case releases
        /// How a series stands towards its targets.
        case standings
    }

    fileprivate struct Entry {
        let table: Table
        let id: Int
        /// Where it ends in its piece.
        let end: Int
    }
    fileprivate struct Piece {
        var entries: [Entry] = []
        var bytes: [UInt8] = []
    }
    /// Rows are added to the last: when there are many, nothing moves, and memory of that size is
    /// used again.
    private var pieces = [Piece()]
    private static let pieceBytes = 1 << 20
    public private(set) var count = 0

    public init() {}

    /// Adds or replaces a row; `write` appends its content.
    mutating func put(_ table: Table, _ id: Int, _ write: (inout [UInt8]) -> Void) {
        if pieces[pieces.count - 1].bytes.count >= Self.pieceBytes {
            var piece = Piece()
            piece.bytes.reserveCapacity(Self.pieceBytes * 9 / 8)
            pieces.append(piece)
        }
        pieces[pieces.count - 1].put(table, id, write)
        count += 1
    }

    /// Hands each row to `body`, in the order of tables, and within one in the order of ids.
    public func forEach<Failure: Error>(
        _ body: (Table, Int, Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        for piece in pieces {
            var start = 0
            for entry in piece.entries {
                try body(entry.table, entry.id, piece.bytes.span.extracting(start..<entry.end))
                start = entry.end
            }
        }
    }

    /// The content of a stored row. Throws where its checksum is another's.
    @_lifetime(copy row)
    static func content(of row: Span<UInt8>) throws(RowFault) -> ByteReader {
        let end = row.count - 4
        guard end >= 0 else { throw RowFault() }
        var checksum: UInt32 = 0
        for index in 0..<4 { checksum |= UInt32(row[end + index]) << UInt32(8 * index) }
        let content = row.extracting(0..<end)
        guard Checksum.crc32c(content) == checksum else { throw RowFault() }
        return ByteReader(content)
    }
}

extension Rows.Piece {
    fileprivate mutating func put(
        _ table: Rows.Table, _ id: Int, _ write: (inout [UInt8]) -> Void
    ) {
        let start = bytes.count
        write(&bytes)
        let checksum = Checksum.crc32c(bytes.span.extracting(start..<bytes.count))
        for shift in stride(from: 0 as UInt32, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: checksum >> shift))
        }
        entries.append(Rows.Entry(table: table, id: id, end: bytes.count))
    }
}
