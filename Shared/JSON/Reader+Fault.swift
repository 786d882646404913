extension Reader {
    /// The fault that something else than `expectation` stands at `offset`.
    @usableFromInline @inline(never)
    func fault(_ expectation: Expectation) -> JSONError {
        JSONError(offset: position, found: finding(for: expectation), expected: expectation)
    }

    private func finding(for expectation: Expectation) -> Finding {
        guard position < document.count else { return .end }
        if expectation == .shallow { return .deeperLevel }
        let byte = byte(at: position)
        if byte == 0xef, position + 2 < document.count, self.byte(at: position + 1) == 0xbb,
            self.byte(at: position + 2) == 0xbf
        {
            return .byteOrderMark
        }
        if let wanted = expectation.kind, let kind = Kind(firstByte: byte), kind != wanted {
            return .value(kind)
        }
        return .byte(byte)
    }
}
