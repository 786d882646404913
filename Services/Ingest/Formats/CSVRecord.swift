/// One record of a CSV text, its quotes undone.
struct CSVRecord: ~Escapable {
    /// The line on which it begins, from 1.
    let line: Int
    private let bytes: Span<UInt8>
    private let ends: Span<Int>

    @_lifetime(copy bytes, copy ends)
    init(line: Int, bytes: Span<UInt8>, ends: Span<Int>) {
        self.line = line
        self.bytes = bytes
        self.ends = ends
    }

    var count: Int { ends.count }

    @_lifetime(copy self)
    func field(_ index: Int) -> Span<UInt8> {
        bytes.extracting((index == 0 ? 0 : ends[index - 1])..<ends[index])
    }
}

extension String {
    /// The text of UTF-8 bytes.
    init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    mutating func append(contentsOf bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
