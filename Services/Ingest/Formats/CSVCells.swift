internal import JSON
internal import Messages
internal import Time

/// What the cells of tables say. Errors have the column's name as their pointer.
enum CSVCells {
    /// A decimal of up to 17 significant digits; nil where the cell is empty: a missing value.
    static func value(_ cell: Span<UInt8>) throws(ValidationError) -> Double? {
        if cell.isEmpty { return nil }
        guard let decimal = decimal(cell) else { throw invalidValue(cell) }
        guard decimal.significantDigits <= 17 else {
            throw ValidationError(
                .tooManyDigits, "the number has more digits than can be kept", pointer: "/value",
                found: "\(decimal.significantDigits) digits",
                expected: "at most 17 significant digits")
        }
        return decimal.value
    }

    private static func decimal(_ cell: Span<UInt8>) -> Decimal? {
        var reader = Reader(cell)
        guard let decimal = try? reader.decimal(), (try? reader.finish()) != nil else {
            return nil
        }
        return decimal
    }

    private static func invalidValue(_ cell: Span<UInt8>) -> ValidationError {
        let text = String(copying: cell)
        let pointed = Array(text.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 })
        let meant = decimal(pointed.span) == nil ? nil : String(decoding: pointed, as: UTF8.self)
        return ValidationError(
            .invalidValue, "this is not a number", pointer: "/value", found: excerpt(text),
            expected: "a number such as 64.5, or nothing where the value is missing",
            suggestion: meant)
    }

    /// Status flags, and the confidentiality that Eurostat puts among them: letters of SDMX's
    /// CL_OBS_STATUS, or Eurostat's in lower case, several at once, with or without spaces and
    /// commas between.
    ///
    /// Source: Eurostat, "Statistical symbols and abbreviations"; `s` and `z` are older ones.
    static func status(
        _ cell: Span<UInt8>
    ) throws(ValidationError) -> (flags: StatusFlags, confidentiality: UInt8?) {
        var flags: StatusFlags = []
        var confidentiality: UInt8?
        for index in cell.indices {
            switch cell[index] {
            case UInt8(ascii: " "), UInt8(ascii: ","): continue
            case UInt8(ascii: "c"): confidentiality = UInt8(ascii: "C")
            case let letter:
                if let flag = StatusFlags(code: code(letter)) {
                    flags.insert(flag)
                } else {
                    let text = String(copying: cell)
                    flags.insert(try placed("/status", text, StatusFlags.init(_:)))
                }
            }
        }
        return (flags, confidentiality)
    }

    private static func code(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "s"): UInt8(ascii: "I")
        case UInt8(ascii: "z"): UInt8(ascii: "M")
        case UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "f"),
            UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "p"),
            UInt8(ascii: "u"):
            letter - 0x20
        default: letter
        }
    }

    /// When figures were released; nil where the cell is empty.
    static func released(_ cell: Span<UInt8>) throws(ValidationError) -> Timestamp? {
        if cell.isEmpty { return nil }
        if let time = Timestamp(cell) { return time }
        throw ValidationError(
            .malformed, "this is not a time", pointer: "/released",
            found: excerpt(String(copying: cell)),
            expected: "a time such as 2025-06-12T07:00:00Z, or a day such as 2025-06-12")
    }

    /// What `parse` makes of a text; an error of it is of the column that `pointer` names.
    static func placed<Parsed>(
        _ pointer: String, _ text: String, _ parse: (String) throws(ValidationError) -> Parsed
    ) throws(ValidationError) -> Parsed {
        do throws(ValidationError) {
            return try parse(text)
        } catch { throw error.at(pointer: pointer) }
    }

    /// What an error shows of a cell that may be long.
    static func excerpt(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }
}
