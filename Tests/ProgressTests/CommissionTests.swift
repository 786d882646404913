import Messages
import Support
import Testing

@testable import Progress

@Suite(
    "The Commission's trajectories",
    .enabled(if: PublishedFile.trajectories.isPresent, PublishedFile.absence))
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
        let trajectory = try DigitalDecadeFact.trajectory("dd_5gc", "dd_baseline_2023")
        let projected = try projections(trajectory, from: 2021, 2022, .logistic, towards: 99.9)
        #expect(projected.count == 8)
        for (year, value) in projected {
            #expect(near(value, try #require(trajectory[year]), within: 1e-6), "\(year)")
        }
    }

    @Test("ICT specialists follow the straight line through 2011 and 2022")
    func specialists() throws {
        let trajectory = try DigitalDecadeFact.trajectory("dd_ictspec", "dd_baseline_2023")
        let projected = try projections(trajectory, from: 2011, 2022, .linear, towards: 20)
        #expect(projected.count == 8)
        for (year, value) in projected {
            #expect(near(value, try #require(trajectory[year]), within: 1e-6), "\(year)")
        }
    }

    @Test("every point of the ideal path to 20 million is exactly on track")
    func idealPath() throws {
        let path = try DigitalDecadeFact.trajectory("dd_ictspec", "dd_ideal_2026")
        #expect(path.count == 9)
        for (year, value) in path where year > 2022 && year < 2030 {
            let assessment = try Given(["2022": 9.3702, "\(year)": value], .atLeast(20)).assessment
            #expect(near(assessment.ratio, 1, within: 1e-6), "\(year)")
            #expect(near(assessment.projection, 20, within: 5e-6), "\(year)")
        }
    }
}
