import Foundation
import Runtime
import Statute
import TestSupport
import Testing
import YAML

@testable import AnnualReview

@Suite struct `How much a council audits` {
    @Test func `is what its file says of each month that a period touches`() throws {
        let quota = try AuditQuota(
            parsing: "reviews_a_month: 7\nplans_a_month: 0\nsecond_one_in: 3\n", file: "q.yaml")
        #expect((quota.reviews, quota.plans, quota.secondOneIn) == (7, 0, 3))
        #expect(AuditQuota.months(day("2026-10-01"), day("2026-10-31")) == 1)
        #expect(AuditQuota.months(day("2026-10-31"), day("2026-11-01")) == 2)
        #expect(AuditQuota.months(day("2026-10-01"), day("2027-09-30")) == 12)
        #expect(AuditQuota.months(day("2026-10-02"), day("2026-10-01")) == 0)
    }

    @Test func `is refused with its place where it is none, and is usual where there is no file`() throws {
        #expect { try AuditQuota(parsing: "reviews_a_month: -1\n", file: "q.yaml") } throws: {
            "\($0)".contains("q.yaml:1")
        }
        let seeds = Seeds(folder: Repository.root.appending(path: "seeds").path)
        #expect(try seeds.auditQuota(of: "nowhere") == AuditQuota())
        #expect(try seeds.auditQuota(of: "bromley").reviews > 0)
    }
}
