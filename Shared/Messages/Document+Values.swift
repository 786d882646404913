internal import JSON
internal import Time

extension Document {
    mutating func string() throws(JSONError) -> String? {
        guard try isNext(.string) else { return nil }
        return reader.text(try reader.string())
    }

    /// A string that `parse` makes something of.
    mutating func parsed<Parsed>(
        _ parse: (String) throws(ValidationError) -> Parsed
    ) throws(JSONError) -> Parsed? {
        guard try isNext(.string) else { return nil }
        let offset = reader.offset
        let text = reader.text(try reader.string())
        do throws(ValidationError) {
            return try parse(text)
        } catch {
            note(error, at: offset)
            return nil
        }
    }

    /// One of a closed vocabulary.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ choices: Choice.Type, _ what: String, code: ValidationError.Code = .malformed
    ) throws(JSONError) -> Choice? {
        try parsed { text throws(ValidationError) in
            if let choice = Choice(rawValue: text) { return choice }
            let known = Choice.allCases.map(\.rawValue)
            throw ValidationError(
                code, "this is not \(what)", found: Text.excerpt(text),
                expected: "one of \(known.joined(separator: ", "))",
                suggestion: Suggestions.nearest(to: text, among: known))
        }
    }

    /// A number. What producers send may have 17 significant digits, what a double can hold.
    mutating func number() throws(JSONError) -> Double? {
        guard try isNext(.number) else { return nil }
        let offset = reader.offset
        guard unknownFields == .refused else { return try reader.number() }
        let decimal = try reader.decimal()
        guard decimal.significantDigits <= 17 else {
            note(
                ValidationError(
                    .tooManyDigits, "the number has more digits than can be kept",
                    found: "\(decimal.significantDigits) digits",
                    expected: "at most 17 significant digits"),
                at: offset)
            return nil
        }
        return decimal.value
    }

    /// A whole number from `least` up to `most`.
    mutating func integer(
        from least: Int = 0, to most: Int = Int(Int32.max)
    ) throws(JSONError) -> Int? {
        guard try isNext(.number) else { return nil }
        let offset = reader.offset
        let number = try reader.number()
        if let integer = Int(exactly: number), (least...most).contains(integer) { return integer }
        note(
            ValidationError(
                .malformed, "this is not a whole number in range", found: "\(number)",
                expected: "a whole number from \(least) to \(most)"),
            at: offset)
        return nil
    }

    mutating func boolean() throws(JSONError) -> Bool? {
        guard try isNext(.boolean) else { return nil }
        return try reader.boolean()
    }

    /// A moment, RFC 3339.
    mutating func timestamp() throws(JSONError) -> Timestamp? {
        try parsed { text throws(ValidationError) in
            if let time = Timestamp(text) { return time }
            throw ValidationError(
                .malformed, "this is not a time", found: Text.excerpt(text),
                expected: "RFC 3339, such as 2026-06-12T07:00:00Z")
        }
    }

    /// A day, `YYYY-MM-DD`.
    mutating func date() throws(JSONError) -> CalendarDate? {
        try parsed { text throws(ValidationError) in
            if text.utf8.count == 10, let time = Timestamp(text) { return time.date }
            throw ValidationError(
                .malformed, "this is not a day", found: Text.excerpt(text),
                expected: "a day such as 2026-06-12")
        }
    }

    mutating func period() throws(JSONError) -> Period? {
        try parsed { text throws(ValidationError) in try Period(text) }
    }

    /// A person's text.
    mutating func text(_ what: String) throws(JSONError) -> String? {
        try parsed { text throws(ValidationError) in try Text.checked(text, what) }
    }

    /// Status flags: an array of SDMX's letters.
    mutating func status() throws(JSONError) -> StatusFlags? {
        guard try begin(.array) else { return nil }
        var flags: StatusFlags? = []
        while try nextElement() {
            let flag = try parsed { text throws(ValidationError) in try StatusFlags(text) }
            flags = flag.flatMap { flag in flags.map { $0.union(flag) } }
        }
        return flags
    }

    /// The values of each dimension, by name.
    mutating func dimensions() throws(JSONError) -> Dimensions? {
        let offset = reader.offset
        guard try begin(.object) else { return nil }
        var pairs: [(name: String, value: String)] = []
        var areStrings = true
        while let member = try nextMember() {
            if let value = try string() {
                pairs.append((member.name, value))
            } else {
                areStrings = false
            }
        }
        guard areStrings else { return nil }
        do throws(ValidationError) {
            return try Dimensions(pairs)
        } catch {
            note(error, at: offset)
            return nil
        }
    }

    /// Texts by language.
    mutating func localized(longest: Int = Text.longest) throws(JSONError) -> LocalizedText? {
        let offset = reader.offset
        guard try begin(.object) else { return nil }
        var entries: [LocalizedText.Entry] = []
        var isGood = true
        while let member = try nextMember() {
            let text = try parsed { text throws(ValidationError) in
                try Text.checked(text, "a text in a language", longest: longest)
            }
            guard let text else {
                isGood = false
                continue
            }
            entries.append(LocalizedText.Entry(language: member.name, text: text))
        }
        guard isGood else { return nil }
        do throws(ValidationError) {
            return try LocalizedText(checking: entries)
        } catch {
            note(error, at: offset)
            return nil
        }
    }
}
