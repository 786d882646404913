internal import JSON
internal import Messages
internal import Progress
internal import Time

extension Explanation {
    /// The steps as data, the texts in the language asked for.
    func encode(into writer: inout Writer) {
        writer.object { writer in
            worked.entry.encodeMembers(into: &writer)
            writer.member("language", words.language.rawValue)
            if let time = worked.asOf { writer.member("asOf", time.description) }
            writer.member("unit", unit)
            writer.name("conclusions")
            writer.array { for conclusion in conclusions { $0.string(conclusion) } }
            writer.name("given")
            writer.array { for term in terms { term.encode(into: &$0) } }
            writer.name("steps")
            writer.array { for step in steps { step.encode(into: &$0) } }
            if let thresholds {
                writer.name("thresholds")
                thresholds.encode(into: &writer)
            }
            writer.name("figures")
            writer.array { for use in figures { use.encode(into: &$0) } }
            writer.name("source")
            writer.object {
                $0.member("method", source.name)
                $0.member("citation", source.citation)
                $0.name("urls")
                $0.array { for url in source.urls { $0.string(url) } }
            }
        }
    }
}

extension Term {
    fileprivate func encode(into writer: inout Writer) {
        writer.object {
            $0.member("symbol", symbol)
            $0.member("meaning", meaning)
            $0.member("value", value)
        }
    }
}

extension Step {
    fileprivate func encode(into writer: inout Writer) {
        writer.object {
            $0.member("symbol", symbol)
            $0.member("meaning", meaning)
            $0.member("expression", expression)
            $0.member("substituted", substituted)
            $0.member("value", value)
            if let decimals { $0.member("decimals", decimals) }
        }
    }
}

extension ThresholdList {
    fileprivate func encode(into writer: inout Writer) {
        writer.object { writer in
            writer.member("symbol", symbol)
            writer.member("value", value)
            writer.name("bands")
            writer.array { writer in
                for line in lines {
                    writer.object {
                        if let comparison = line.comparison {
                            $0.member("comparison", comparison.rawValue)
                            $0.member("limit", line.limit)
                        }
                        $0.member("category", line.category.rawValue)
                        $0.member("holds", line.holds)
                    }
                }
            }
        }
    }
}

extension FigureUse {
    fileprivate func encode(into writer: inout Writer) {
        writer.object { writer in
            writer.name("figure")
            vintage.released.encode(into: &writer)
            writer.member("definition", vintage.definition)
            writer.member("role", role.rawValue)
            writer.name("remarks")
            writer.array { for remark in remarks { $0.string(remark) } }
        }
    }
}
