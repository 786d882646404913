import JSON
import Support

/// Figures as offices publish them, put into Peil CSV.
struct PublishedSeries {
    let indicator: String
    let area: String
    var dimensions: [(name: String, value: String)] = []
    /// By year.
    var figures: [Int: Figure] = [:]

    struct Figure {
        let value: Double
        var status = "A"
    }

    /// `nl.mkb.cloud/NL/size=10-249`.
    var id: String {
        let dimensions = dimensions.map { "\($0.name)=\($0.value)" }
        return
            ([indicator, area] + (dimensions.isEmpty ? [] : [dimensions.joined(separator: ";")]))
            .joined(separator: "/")
    }

    var latest: (year: Int, value: Double)? {
        figures.max { $0.key < $1.key }.map { ($0.key, $0.value.value) }
    }

    /// Of several series with the same dimensions.
    static func csv(_ all: [PublishedSeries], unit: String, released: String) -> String {
        let names = all.first?.dimensions.map(\.name) ?? []
        let heading = ["indicator", "area", "period", "value", "status", "unit", "released"]
        var lines = [(heading + names).joined(separator: ",")]
        for series in all {
            for (year, figure) in series.figures.sorted(by: { $0.key < $1.key }) {
                let cells = [
                    series.indicator, series.area, "\(year)", "\(figure.value)", figure.status,
                    unit, released,
                ]
                lines.append((cells + series.dimensions.map(\.value)).joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PublishedSeries {
    /// Eurostat's deficit or debt in percent of GDP, by area.
    static func government(
        _ item: String, as indicator: String
    ) throws -> [PublishedSeries] {
        let lines = try PublishedFile.deficitAndDebt.lines()
        let years = lines[0].split(separator: "\t").dropFirst().map {
            Int($0.filter(\.isNumber)) ?? 0
        }
        return lines.dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            let key = cells[0].split(separator: ",")
            guard key.prefix(3) == ["PC_GDP", "S13", Substring(item)] else { return nil }
            var series = PublishedSeries(indicator: indicator, area: String(key[3]))
            for (year, cell) in zip(years, cells.dropFirst()) {
                let parts = cell.split(separator: " ")
                guard let value = parts.first.flatMap({ Double($0) }) else { continue }
                let flags = parts.dropFirst().joined().uppercased()
                series.figures[year] = Figure(value: value, status: flags.isEmpty ? "A" : flags)
            }
            return series.figures.isEmpty ? nil : series
        }
    }
}

extension PublishedSeries {
    /// Eurostat's shares of enterprises of high and very high digital intensity.
    static func digitalIntensity() throws -> [PublishedSeries] {
        let bytes = try PublishedFile.digitalIntensity.contents()
        let document = try Value(bytes.span)
        let areas = codes("geo", document)
        let years = codes("time", document)
        var all: [PublishedSeries] = []
        for (level, levelIndex) in codes("indic_is", document) {
            for (area, areaIndex) in areas {
                var series = PublishedSeries(indicator: "eu.dii", area: area)
                series.dimensions = [("level", String(level.split(separator: "_")[2]))]
                for (year, yearIndex) in years {
                    let row = levelIndex * areas.count + areaIndex
                    let place = "\(row * years.count + yearIndex)"
                    guard let value = document["value"]?[place]?.number else { continue }
                    let flag = document["status"]?[place]?.string ?? "A"
                    series.figures[Int(year) ?? 0] = .init(
                        value: value, status: flag.uppercased())
                }
                if !series.figures.isEmpty { all.append(series) }
            }
        }
        return all
    }

    private static func codes(_ dimension: String, _ document: Value) -> [(String, Int)] {
        let index = document["dimension"]?[dimension]?["category"]?["index"]
        return (index?.members ?? []).map { ($0.name, Int($0.value.number ?? -1)) }
    }
}
