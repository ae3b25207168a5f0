using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatMemory.Api.Support;

/// <summary>A certificate for loopback that nobody trusts, in a file until it is disposed.</summary>
internal sealed class SelfSignedCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-memory-").FullName;

    public SelfSignedCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllBytes(FileName, certificate.Export(X509ContentType.Pkcs12));
    }

    /// <summary>Makes a server listen with and without TLS.</summary>
    public IEnumerable<string> Settings => ["--urls=http://127.0.0.1:0;https://127.0.0.1:0", $"--Kestrel:Certificates:Default:Path={FileName}"];

    private string FileName => Path.Combine(_folder, "certificate.pfx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
