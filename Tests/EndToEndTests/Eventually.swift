import Foundation
import Testing

/// Waits until something outside of this process holds.
func eventually(
    _ what: Comment, withinSeconds seconds: Int = 30, _ holds: () throws -> Bool
) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !holds() {
        try #require(ContinuousClock.now < end, what)
        usleep(5_000)
    }
}
