# Homebrew formula; dist/archive fills in address, version and checksum.
class Sealer < Formula
  desc "Seals Kubernetes Secrets so that they can be kept in Git"
  url "@URL@/sealer-@VERSION@.tar.gz"
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    libexec.install Dir["*"]
    %w[sealer kubeseal].each do |name|
      (bin/name).write_env_script libexec/"bin"/name, SEALER_JAVA: Formula["openjdk"].opt_bin/"java"
    end
    generate_completions_from_executable(bin/"sealer", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/sealer --version")
  end
end
