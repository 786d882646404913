internal import Foundation
public import Testing

/// Real published files that lie beside a developer's checkout, and do not belong to the project:
/// tests that read them are skipped where they are absent.
///
///     @Suite(.enabled(if: PublishedFile.trajectories.isPresent, PublishedFile.absence))
public enum PublishedFile: String, CaseIterable, Sendable {
    /// The Commission's Digital Decade trajectories.
    case trajectories = "desi/digital-trajectory-facts.json"
    /// Eurostat: enterprises by digital intensity, JSON-stat.
    case digitalIntensity = "eurostat/isoc_e_dii_GE10_E_DI4_HI_VHI.json"
    /// Eurostat: government deficit and debt, TSV.
    case deficitAndDebt = "eurostat/gov_10dd_edpt1.tsv"
    /// By how much deficit and debt were revised, first in 2012 and then once more.
    case firstRevisions = "vintages/edp_revisions_2012_1.csv"
    case secondRevisions = "vintages/edp_revisions_2012_2.csv"

    public static let absence: Comment = "shared/data does not lie beside the checkout"

    private var url: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "../shared/data/\(rawValue)")
            .standardizedFileURL
    }

    public var isPresent: Bool { FileManager.default.fileExists(atPath: url.path) }

    public static var areAllPresent: Bool { allCases.allSatisfy { $0.isPresent } }

    public func contents() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

    public func lines() throws -> [Substring] {
        String(decoding: try contents(), as: UTF8.self).split(whereSeparator: \.isNewline)
    }
}

/// A fact of the Digital Decade's dashboard.
public struct DigitalDecadeFact: Decodable {
    private struct Fields: Decodable {
        let value: Double
        let indicator: [String]
        let breakdown: [String]
        let period: [String]
    }
    private let fields: Fields

    /// The values of one trajectory by year.
    public static func trajectory(
        _ indicator: String, _ breakdown: String
    ) throws -> [Int: Double] {
        let facts = try JSONDecoder().decode(
            [DigitalDecadeFact].self, from: Data(PublishedFile.trajectories.contents()))
        var values: [Int: Double] = [:]
        for fact in facts.map(\.fields)
        where fact.indicator == [indicator] && fact.breakdown == [breakdown] {
            if let year = fact.period.first.flatMap({ Int($0) }) { values[year] = fact.value }
        }
        return values
    }
}
