import Crypto
import HTTP
import JSON
import Messages
import Support
import Testing
import Time

@Suite("Reading the board", .onThreads)
struct ReadingTests {
    private let folded: FoldedLog

    init() throws {
        folded = try FoldedLog()
        try FirstCase().write(to: folded)
    }

    @Test("A parameter that is not known is refused with what was probably meant")
    func unknownParameters() throws {
        let notify = try RunningNotify(folded)
        let answer = try notify.get("/v1/progress?indicater=nl.mkb.ai&area=NL")
        #expect(answer.status == 400)
        let error = try answer.json["errors"]?[0]
        #expect(error?["code"]?.string == "unknown_parameter")
        #expect(error?["suggestion"]?.string == "indicator")
        let category = try notify.get("/v1/progress?category=on_trak")
        #expect(category.status == 400)
        #expect(try category.json["errors"]?[0]?["suggestion"]?.string == "on_track")
        for wrong in [
            "/v1/series?limit=0", "/v1/series?after=%21", "/v1/series?area=nl",
            "/v1/series/nl.mkb.cloud/NL/size=10-249?asOf=yesterday", "/v1/events?type=met",
            "/v1/events?after=x", "/v1/events?since=x",
        ] {
            #expect(try notify.get(wrong).status == 400, "\(wrong)")
        }
    }

    @Test("Lists come in pages that together are the whole")
    func pages() throws {
        let notify = try RunningNotify(folded)
        let lists = [
            ("series", 4), ("progress", 5), ("targets", 5), ("indicators", 5),
        ]
        for (name, count) in lists {
            let whole = try notify.get("/v1/\(name)").json[name]?.elements ?? []
            #expect(whole.count == count, "\(name)")
            for limit in 1...3 {
                var parts: [Value] = []
                var next: String? = ""
                while let after = next {
                    let query = after.isEmpty ? "" : "&after=\(after)"
                    let page = try notify.get("/v1/\(name)?limit=\(limit)\(query)").json
                    #expect((page[name]?.elements.count ?? 0) <= limit)
                    parts += page[name]?.elements ?? []
                    next = page["next"]?.string
                }
                #expect(parts == whole, "\(name) by \(limit)")
            }
        }
    }

    @Test("Lists are restricted by indicator, area, target and category")
    func restrictions() throws {
        let notify = try RunningNotify(folded)
        func count(_ path: String, _ name: String) throws -> Int? {
            try notify.get(path).json[name]?.elements.count
        }
        #expect(try count("/v1/series?indicator=nl.mkb.cloud", "series") == 1)
        #expect(try count("/v1/series?indicator=nl.mkb", "series") == 0)
        #expect(try count("/v1/series?area=NL", "series") == 4)
        #expect(try count("/v1/series?area=BE", "series") == 0)
        #expect(try count("/v1/progress?indicator=nl.mkb.ai", "progress") == 1)
        #expect(try count("/v1/progress?area=NL", "progress") == 5)
        #expect(try count("/v1/progress?target=nl.mkb.ai.2030", "progress") == 1)
        #expect(try count("/v1/progress?category=substantial_progress", "progress") == 2)
        #expect(try count("/v1/progress?category=not_available", "progress") == 2)
        #expect(try count("/v1/targets?indicator=nl.mkb.cloud", "targets") == 1)
        #expect(try notify.get("/v1/targets/nl.mkb.ai.2030").json["version"]?.number == 1)
        #expect(try notify.get("/v1/indicators/nl.mkb.ai").json["unit"]?.string == "PC_ENT")
        #expect(try notify.get("/v1/indicators/nl.mkb.none").status == 404)
    }

    @Test("What has not changed is not sent again; what has, is")
    func conditional() throws {
        let notify = try RunningNotify(folded)
        let first = try notify.get("/v1/progress")
        let tag = try #require(first.response.headers["etag"])
        let again = try notify.get("/v1/progress", [("if-none-match", tag)])
        #expect(again.status == 304)
        #expect(again.text.isEmpty)
        let target = known(try TargetID("nl.mkb.ai.2030"))
        try folded.take(.targetWithdrawn(target), of: target.indicator)
        try notify.eventually {
            try notify.get("/v1/progress", [("if-none-match", tag)]).status == 200
        }
        try notify.eventually {
            try notify.get("/v1/progress").json["progress"]?.elements.count == 4
        }
        #expect(try notify.get("/v1/targets/nl.mkb.ai.2030").status == 404)
    }

    @Test("Where reading is not open to all, it takes a token with the scope")
    func closedReading() throws {
        let file = TokensFile(path: folded.dataDirectory + "/tokens")
        let reader = try file.add(name: "reader", scopes: [.read])
        let pusher = try file.add(name: "pusher", scopes: [.push(.all)])
        let notify = try RunningNotify(folded) { server in
            server.authentication = Authentication(tokens: Tokens(file: file), readOpen: false)
        }
        for path in ["/v1/progress", "/v1/events", "/v1/series"] {
            #expect(try notify.get(path).status == 401)
            #expect(
                try notify.get(path, [("authorization", "Bearer \(pusher.text)")]).status == 403)
            #expect(
                try notify.get(path, [("authorization", "Bearer \(reader.text)")]).status == 200)
        }
        #expect(try notify.get("/livez").status == 200)
        #expect(try notify.get("/version").json["service"]?.string == "notify")
    }

    @Test("A target for each area is held against each, but for those that another replaces")
    func overriding() throws {
        let code = known(try IndicatorCode("eu.cloud"))
        let areas = try ["BE", "DE", "NL"].map { try Area($0) }
        try folded.define(
            try Indicator(
                code: code, name: LocalizedText([.init(language: "en", text: "Cloud")]),
                unit: "PC_ENT"))
        for area in areas {
            let series = Series(indicator: code, area: area)
            try folded.report(series, [("2024", 40), ("2025", 50)], on: day("2026-01-01"))
        }
        let goal = Target.Goal(value: 75, deadline: .year(2030))
        let general = try TargetID("eu.cloud.2030")
        try folded.set(
            try Target(id: general, areas: .each(of: []), goal: goal, direction: .atLeast))
        let notify = try RunningNotify(folded)
        func keys() throws -> [String] {
            let progress = try notify.get("/v1/progress?indicator=eu.cloud").json["progress"]
            return (progress?.elements ?? []).map { entry in
                let id = entry["target"]?["id"]?.string ?? ""
                return "\(id) \(entry["series"]?["area"]?.string ?? "-")"
            }
        }
        #expect(try keys() == areas.map { "eu.cloud.2030 \($0.text)" })
        try folded.set(
            try Target(
                id: TargetID("eu.cloud.nl-2030"), areas: .exactly(areas[2]), goal: goal,
                direction: .atLeast, overrides: general))
        try notify.eventually {
            try keys() == ["eu.cloud.2030 BE", "eu.cloud.2030 DE", "eu.cloud.nl-2030 NL"]
        }
    }

    @Test("The face describes itself, and serves the schemas that it refers to")
    func openAPI() throws {
        let notify = try RunningNotify(folded)
        let document = try notify.get("/openapi.json")
        #expect(try document.json["openapi"]?.string == "3.1.0")
        #expect((try document.json["paths"]?.members.count ?? 0) > 15)
        let topics = try notify.get("/asyncapi.json")
        #expect(try topics.json["asyncapi"]?.string == "3.0.0")
        let references = (document.text + topics.text).matches(of: /\/schemas\/[\w.]+\.json/)
            .map { String($0.0) }
        #expect(!references.isEmpty)
        for reference in Set(references) {
            #expect(try notify.get(reference).status == 200, "\(reference)")
        }
        #expect(try notify.get("/schemas/none.json").status == 404)
    }
}
