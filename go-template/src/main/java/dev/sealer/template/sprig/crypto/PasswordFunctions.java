package dev.sealer.template.sprig.crypto;

import static dev.sealer.template.value.GoType.STRING;
import static dev.sealer.template.value.GoType.UINT32;

import dev.sealer.gocompat.GoStrings;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.value.Function;
import dev.sealer.template.value.Signature;
import dev.sealer.template.value.StringValue;
import java.util.List;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Sprig's password hashes and derived passwords. All of them are expensive on purpose. */
public final class PasswordFunctions {

  private static final int BCRYPT_COST = 10;
  private static final int BCRYPT_LONGEST = 72;
  private static final int SALT_LENGTH = 16;

  private PasswordFunctions() {}

  /** Returns all functions of this class. */
  public static List<Function> all() {
    return List.of(
        Function.of(
                "bcrypt",
                Signature.takes(STRING).gives(STRING),
                (context, args) -> StringValue.of(bcrypt(context, args.string(0))))
            .costing(Costs.BCRYPT)
            .nondeterministic(),
        Function.of(
                "htpasswd",
                Signature.takes(STRING, STRING).gives(STRING),
                (context, args) ->
                    StringValue.of(htpasswd(context, args.string(0), args.string(1))))
            .costing(Costs.BCRYPT)
            .nondeterministic(),
        Function.of(
                "derivePassword",
                Signature.takes(UINT32, STRING, STRING, STRING, STRING).gives(STRING),
                (context, args) -> StringValue.of(DerivedPassword.of(args)))
            .costing(Costs.SCRYPT));
  }

  private static String bcrypt(CallContext context, String password) {
    byte[] bytes = GoStrings.toBytes(password);
    if (bytes.length > BCRYPT_LONGEST) {
      return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
    }
    byte[] salt = new byte[SALT_LENGTH];
    context.random().nextBytes(salt);
    return OpenBSDBCrypt.generate("2a", bytes, salt, BCRYPT_COST);
  }

  private static String htpasswd(CallContext context, String user, String password) {
    return user.contains(":")
        ? "invalid username: " + user
        : user + ":" + bcrypt(context, password);
  }
}
