/// Certificates for localhost that nobody else trusts, and their keys: for these tests only.
public struct TestCertificate: Sendable {
    public let certificate: String
    public let key: String

    public static let first = TestCertificate(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBmjCCAUGgAwIBAgIUeBFzFASZUgah7oN6TL8PU1a4LVMwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE1MTMyM1oYDzIxMjYxMDMx
            MTUxMzIzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAATho0BSwwR73jHeBoNvwWLrjuMiLh5HK9O6nZs57ADRjgv+SbD1MCHW
            VmumWxG/0lucQb04wUiZYz5MfcLdqa3Do28wbTAdBgNVHQ4EFgQUqeUNXWM0WDAV
            Gh+bYYVd9ycG/r8wHwYDVR0jBBgwFoAUqeUNXWM0WDAVGh+bYYVd9ycG/r8wDwYD
            VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
            zj0EAwIDRwAwRAIgJbP1eBoRWN2aBQ1LMaIYHEcmMK7PQvwwfizLGEFtVWoCIHJJ
            pZRE2Rg9cCsHpipUXqhqR7fmuovoFU7zBVFBPaVn
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0hrlauL0HgG11uxF
            QO1YUe4Un64teFEABzbKQl3CVqOhRANCAATho0BSwwR73jHeBoNvwWLrjuMiLh5H
            K9O6nZs57ADRjgv+SbD1MCHWVmumWxG/0lucQb04wUiZYz5MfcLdqa3D
            -----END PRIVATE KEY-----
            """)

    public static let second = TestCertificate(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBmzCCAUGgAwIBAgIUJ8X+LTVVdmXizzdSFukcgkC38DkwCgYIKoZIzj0EAwIw
            FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE1MzMwMloYDzIxMjYxMDMx
            MTUzMzAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAARWC4p4F53eVjRf6/gl5uDknjBCzIG8bgzQxEx+RNsbdmVTTgV2LyaA
            lrlqx3hfbJUjzkz25+jvnOPOnT71qsYTo28wbTAdBgNVHQ4EFgQUEn5udbfR/O54
            WvVfpr4sotve/IowHwYDVR0jBBgwFoAUEn5udbfR/O54WvVfpr4sotve/IowDwYD
            VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
            zj0EAwIDSAAwRQIhAIsIIQpCAP2v6i7j/D+3fqUuS9WmE/3UYvW0hwos5q9mAiB7
            XAr7o+tos84hFRJBWjys1r4tnPYJa1M6rYXNwe+z/A==
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqjRZmEzdgzeplhzI
            Qg7X/kHEzWyfqsfiB5CNgAPBjIWhRANCAARWC4p4F53eVjRf6/gl5uDknjBCzIG8
            bgzQxEx+RNsbdmVTTgV2LyaAlrlqx3hfbJUjzkz25+jvnOPOnT71qsYT
            -----END PRIVATE KEY-----
            """)
}
