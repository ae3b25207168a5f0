using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace ChatMemory.Cluster;

/// <summary>Puts <see cref="ClusterTlsOptions"/> to work.</summary>
internal static class ClusterTls
{
    public static IClientBuilder UseClusterTls(this IClientBuilder client, ClusterTlsOptions options) =>
        options.Certificate is null ? client : client.UseTls(tls => Configure(tls, options));

    public static ISiloBuilder UseClusterTls(this ISiloBuilder silo, ClusterTlsOptions options) =>
        options.Certificate is null ? silo : silo.UseTls(tls => Configure(tls, options));

    private static void Configure(TlsOptions tls, ClusterTlsOptions options)
    {
        if (options.Authority is null)
            throw new ChatMemoryException($"{ClusterOptions.Section}:Tls:Authority is needed with a certificate.");
        var authority = Read(nameof(options.Authority), () => X509CertificateLoader.LoadCertificateFromFile(options.Authority));
        tls.LocalCertificate = Read(nameof(options.Certificate), () => Load(options));
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, _, errors) => IsOurs(certificate, errors, authority);
        tls.OnAuthenticateAsClient = (_, authentication) => authentication.TargetHost = options.HostName;
    }

    private static X509Certificate2 Read(string setting, Func<X509Certificate2> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ChatMemoryException($"{ClusterOptions.Section}:Tls:{setting} names no certificate that can be read: {failure.Message}", innerException: failure);
        }
    }

    private static X509Certificate2 Load(ClusterTlsOptions options) =>
        options.Certificate!.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
            ? X509Certificate2.CreateFromPemFile(options.Certificate)
            : X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.Password);

    // The system's own authorities do not count: only the cluster's.
    private static bool IsOurs(X509Certificate2? certificate, SslPolicyErrors errors, X509Certificate2 authority)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
