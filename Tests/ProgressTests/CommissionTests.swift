import Foundation
import Messages
import Testing

@testable import Progress

/// The Commission's Digital Decade trajectories, where its published facts lie beside the checkout.
private enum Commission {
    static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/data/desi/digital-trajectory-facts.json")
    static let isPresent = FileManager.default.fileExists(atPath: file.path)

    private struct Fact: Decodable {
        struct Fields: Decodable {
            let value: Double
            let indicator: [String]
            let breakdown: [String]
            let period: [String]
        }
        let fields: Fields
    }

    /// The values of one trajectory by year.
    static func trajectory(_ indicator: String, _ breakdown: String) throws -> [Int: Double] {
        let facts = try JSONDecoder().decode([Fact].self, from: Data(contentsOf: file))
        var values: [Int: Double] = [:]
        for fact in facts.map(\.fields)
        where fact.indicator == [indicator] && fact.breakdown == [breakdown] {
            values[try #require(fact.period.first.flatMap { Int($0) })] = fact.value
        }
        return values
    }
}

@Suite(
    "The Commission's trajectories",
    .enabled(if: Commission.isPresent, "shared/data/desi does not lie beside the checkout"))
struct CommissionTests {
    /// The projections of `method` from two of a trajectory's points to each later year.
    private func projections(
        _ trajectory: [Int: Double], from first: Int, _ second: Int, _ method: Messages.Method,
        towards goal: Double
    ) throws -> [Int: Double] {
        let base = try #require(trajectory[first])
        let latest = try #require(trajectory[second])
        var values: [Int: Double] = [:]
        for year in trajectory.keys where year > second {
            let given = try Given(
                ["\(first)": base, "\(second)": latest], .atLeast(goal), by: "\(year)",
                method: method)
            values[year] = given.assessment.projection
        }
        return values
    }

    @Test("5G coverage follows the S-curve through 2021 and 2022")
    func fifthGeneration() throws {
        let trajectory = try Commission.trajectory("dd_5gc", "dd_baseline_2023")
        let projected = try projections(trajectory, from: 2021, 2022, .logistic, towards: 99.9)
        #expect(projected.count == 8)
        for (year, value) in projected {
            #expect(near(value, try #require(trajectory[year]), within: 1.5e-6), "\(year)")
        }
    }

    @Test("ICT specialists follow the straight line through 2011 and 2022")
    func specialists() throws {
        let trajectory = try Commission.trajectory("dd_ictspec", "dd_baseline_2023")
        let projected = try projections(trajectory, from: 2011, 2022, .linear, towards: 20)
        #expect(projected.count == 8)
        for (year, value) in projected {
            #expect(near(value, try #require(trajectory[year]), within: 1.5e-6), "\(year)")
        }
    }

    @Test("every point of the ideal path to 20 million is exactly on track")
    func idealPath() throws {
        let path = try Commission.trajectory("dd_ictspec", "dd_ideal_2026")
        #expect(path.count == 9)
        for (year, value) in path where year > 2022 && year < 2030 {
            let assessment = try Given(["2022": 9.3702, "\(year)": value], .atLeast(20)).assessment
            #expect(near(assessment.ratio, 1, within: 1e-6), "\(year)")
            #expect(near(assessment.projection, 20, within: 5e-6), "\(year)")
        }
    }
}
