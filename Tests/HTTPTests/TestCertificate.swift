/// A certificate for localhost that nobody else trusts, and its key: for these tests only.
enum TestCertificate {
    static let certificate = """
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
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0hrlauL0HgG11uxF
        QO1YUe4Un64teFEABzbKQl3CVqOhRANCAATho0BSwwR73jHeBoNvwWLrjuMiLh5H
        K9O6nZs57ADRjgv+SbD1MCHWVmumWxG/0lucQb04wUiZYz5MfcLdqa3D
        -----END PRIVATE KEY-----
        """
}
