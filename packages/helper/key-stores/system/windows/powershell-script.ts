/**
 * For Windows PowerShell 5.1, which every supported Windows brings along, with .NET Framework 4.7.2 or later. One request
 * comes by the input, one answer goes out (`converse.ts`); names and octets are data and never part of the script. Keys
 * of others are not opened: doing so could ask for a smart card.
 */
const script = `
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { exit 3 }
$asked = ConvertFrom-Json ([Console]::In.ReadToEnd())
$crypto = 'System.Security.Cryptography'
$x509 = "$crypto.X509Certificates"

function Get-Octets($text) { return ,[Convert]::FromBase64String($text) }
function Get-Text($octets) { return [Convert]::ToBase64String($octets) }
function Get-Provider { return New-Object "$crypto.CngProvider" $asked.provider }
function Open-Key($name) { return [System.Security.Cryptography.CngKey]::Open($name, (Get-Provider)) }
function Get-Algorithm($key) {
  if ($key.AlgorithmGroup.AlgorithmGroup -eq 'RSA') { return New-Object "$crypto.RSACng" $key }
  return New-Object "$crypto.ECDsaCng" $key
}
function Get-PublicBlob($key) {
  return Get-Text $key.Export([System.Security.Cryptography.CngKeyBlobFormat]::GenericPublicBlob)
}
function Open-Store($how) {
  $store = New-Object "$x509.X509Store" 'My', 'CurrentUser'
  $store.Open([System.Security.Cryptography.X509Certificates.OpenFlags]$how)
  return $store
}
function New-Key($name, $algorithm, $bits, $options) {
  $how = New-Object "$crypto.CngKeyCreationParameters"
  $how.Provider = Get-Provider
  $how.ExportPolicy = [System.Security.Cryptography.CngExportPolicies]::None
  $how.KeyUsage = [System.Security.Cryptography.CngKeyUsages]::Signing
  $how.KeyCreationOptions = [System.Security.Cryptography.CngKeyCreationOptions]$options
  if ($algorithm -eq 'RSA') {
    $none = [System.Security.Cryptography.CngPropertyOptions]::None
    $length = [BitConverter]::GetBytes([int]$bits)
    $how.Parameters.Add((New-Object "$crypto.CngProperty" 'Length', $length, $none))
  }
  $kind = New-Object "$crypto.CngAlgorithm" $algorithm
  return [System.Security.Cryptography.CngKey]::Create($kind, $name, $how)
}

function Invoke-Act {
  switch ($asked.act) {
    'try' {
      $key = New-Key $asked.name 'ECDSA_P256' 256 'OverwriteExistingKey'
      $key.Delete()
      (Open-Store 'ReadWrite').Close()
      return @{ came = 'done' }
    }
    'keys' {
      $keys = @()
      foreach ($name in $asked.names) {
        # Taken away by somebody else since it was listed.
        try { $key = Open-Key $name } catch { continue }
        $keys += @{ name = $name; blob = (Get-PublicBlob $key) }
      }
      return @{ came = 'keys'; keys = $keys }
    }
    'certificates' {
      $store = Open-Store 'ReadOnly'
      $certificates = @()
      foreach ($one in $store.Certificates) { if ($one.HasPrivateKey) { $certificates += (Get-Text $one.RawData) } }
      $store.Close()
      return @{ came = 'certificates'; certificates = $certificates }
    }
    'make' {
      $key = New-Key $asked.name $asked.algorithm $asked.bits 'None'
      return @{ came = 'made'; blob = (Get-PublicBlob $key) }
    }
    'sign' {
      $key = Open-Key $asked.name
      $sha256 = [System.Security.Cryptography.HashAlgorithmName]::SHA256
      $algorithm = Get-Algorithm $key
      $data = Get-Octets $asked.data
      if ($key.AlgorithmGroup.AlgorithmGroup -eq 'RSA') {
        $signature = $algorithm.SignData($data, $sha256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
      } else {
        $signature = $algorithm.SignData($data, $sha256)
      }
      return @{ came = 'signed'; signature = (Get-Text $signature) }
    }
    'put' {
      $algorithm = Get-Algorithm (Open-Key $asked.name)
      $bare = New-Object "$x509.X509Certificate2" (,(Get-Octets $asked.certificate))
      if ($algorithm -is [System.Security.Cryptography.RSA]) {
        $whole = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::CopyWithPrivateKey($bare, $algorithm)
      } else {
        $whole = [System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::CopyWithPrivateKey($bare, $algorithm)
      }
      $store = Open-Store 'ReadWrite'
      $store.Add($whole)
      $store.Close()
      return @{ came = 'done' }
    }
    'take-certificate' {
      $store = Open-Store 'ReadWrite'
      foreach ($one in @($store.Certificates)) {
        if ((Get-Text $one.RawData) -ceq $asked.certificate) { $store.Remove($one) }
      }
      $store.Close()
      return @{ came = 'done' }
    }
    'take-key' {
      (Open-Key $asked.name).Delete()
      return @{ came = 'done' }
    }
    default { exit 4 }
  }
}

try {
  $answer = Invoke-Act
} catch {
  $cause = $_.Exception
  while ($cause.InnerException) { $cause = $cause.InnerException }
  $answer = @{ came = 'failed'; why = ('{0:x8}' -f $cause.HResult) }
}
$json = ConvertTo-Json -InputObject $answer -Compress -Depth 4
[Console]::Out.WriteLine()
[Console]::Out.WriteLine("koshin-answer $($asked.nonce) " + (Get-Text ([Text.Encoding]::UTF8.GetBytes($json))))
`;

/**
 * `-EncodedCommand` takes the script as it is: UTF-16 in base64, so that no quotation mark is anybody's to interpret, and
 * no file has to be allowed by the execution policy.
 */
export const powershellArguments: readonly string[] = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-EncodedCommand',
  Buffer.from(script, 'utf16le').toString('base64'),
];
