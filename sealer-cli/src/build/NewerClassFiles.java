import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Gives the classes of a library the class file version of Java 8, with the stack maps that it asks
 * for, where they are older: the ahead-of-time cache takes no class from before Java 6. Nothing else
 * of them changes.
 */
final class NewerClassFiles {
  private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;

  private NewerClassFiles() {}

  /** Rewrites {@code jar} unless none of its classes is too old. */
  static void write(Path jar) throws IOException {
    Path beside = jar.resolveSibling(jar.getFileName() + ".new");
    boolean changed = false;
    try (JarFile in = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(beside);
        JarOutputStream out = new JarOutputStream(file)) {
      ClassFile classFiles =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(name -> open(in, name.displayName(), name.packageName()))
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (JarEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        byte[] newer = entry.getName().endsWith(".class") ? newer(classFiles, bytes) : bytes;
        changed |= newer != bytes;
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(newer);
      }
    }
    if (changed) {
      Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(beside);
    }
  }

  private static java.io.InputStream open(JarFile jar, String simple, String packageName) {
    String name = (packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/") + simple;
    JarEntry entry = jar.getJarEntry(name + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] newer(ClassFile classFiles, byte[] bytes) {
    ClassModel model = classFiles.parse(bytes);
    if (model.majorVersion() >= OLDEST_CACHED) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    return classFiles.transformClass(
        model, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
  }
}
