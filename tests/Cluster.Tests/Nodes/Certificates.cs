using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatMemory.Cluster.Nodes;

/// <summary>An authority of the test's own with a certificate for nodes, as files in a folder.</summary>
internal sealed class Certificates
{
    private readonly string _folder;

    public Certificates(string folder, string name)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest($"CN={name}", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var signer = authority.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(new ClusterTlsOptions().HostName);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(signer, now.AddHours(-1), now.AddDays(1), [1, 2, 3, 4]);
        using var certificate = signed.CopyWithPrivateKey(key);

        File.WriteAllText(Authority, signer.ExportCertificatePem());
        File.WriteAllBytes(Certificate, certificate.Export(X509ContentType.Pkcs12, Password));
    }

    public static string Password => "of no importance";

    public string Authority => Path.Combine(_folder, "authority.pem");

    public string Certificate => Path.Combine(_folder, "node.pfx");

    /// <summary>What makes a process of the cluster use them.</summary>
    public string[] Settings =>
    [
        $"--{ClusterOptions.Section}:Tls:Certificate={Certificate}",
        $"--{ClusterOptions.Section}:Tls:Password={Password}",
        $"--{ClusterOptions.Section}:Tls:Authority={Authority}",
    ];
}
