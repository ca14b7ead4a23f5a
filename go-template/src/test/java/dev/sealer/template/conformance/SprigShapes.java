package dev.sealer.template.conformance;

import java.util.List;

/**
 * Sprig's functions as the grammar sees them: a name, the kinds of its arguments, the kind of its
 * result. What depends on time or chance, or makes keys, is left out, and so is {@code
 * derivePassword}, which is slow on purpose. Dates take times only: of anything else they make the
 * present.
 */
final class SprigShapes {

  private static final String TABLE =
      """
      abbrev         Gs    s
      abbrevboth     GGs   s
      add            nn    n
      add            nan   n
      add1           n     n
      add1           a     n
      add1f          x     x
      addf           xx    x
      addf           xa    x
      adler32sum     s     s
      all            aa    b
      any            aa    b
      append         la    l
      atoi           s     n
      b32dec         E     s
      b32dec         s     s
      b32enc         s     s
      b64dec         E     s
      b64dec         s     s
      b64enc         s     s
      base           P     s
      biggest        nn    n
      camelcase      s     s
      cat            aa    s
      ceil           x     x
      ceil           a     x
      chunk          Gl    l
      clean          P     s
      coalesce       aaa   a
      compact        l     l
      concat         ll    l
      contains       ss    b
      date           YT    s
      dateInZone     YTW   s
      date_in_zone   YTW   s
      dateModify     Ut    t
      date_modify    Ut    t
      decryptAES     sE    s
      decryptAES     ss    s
      deepCopy       d     d
      deepCopy       l     l
      deepCopy       a     a
      deepEqual      aa    b
      deepEqual      ll    b
      deepEqual      dd    b
      default        aa    a
      default        a     a
      dict           Ka    d
      dict           KaKa  d
      dict           Kas   d
      dict           -     d
      dig            Kam   a
      dig            KKam  a
      dig            KKKam a
      dir            P     s
      div            nn    n
      divf           xx    x
      duration       a     s
      duration       n     s
      durationRound  U     s
      durationRound  n     s
      empty          a     b
      ext            P     s
      fail           s     s
      first          l     a
      float64        a     x
      floor          x     x
      floor          a     x
      fromJson       J     a
      fromJson       s     a
      get            mK    a
      has            al    b
      hasKey         mK    b
      hasPrefix      ss    b
      hasSuffix      ss    b
      hello          -     s
      htmlDate       T     s
      htmlDateInZone TW    s
      indent         Gs    s
      initial        l     l
      initials       s     s
      int            a     n
      int64          a     -
      int64          x     -
      isAbs          P     b
      join           sl    s
      join           sa    s
      kebabcase      s     s
      keys           O     l
      kindIs         sa    b
      kindOf         a     s
      last           l     a
      list           aaa   l
      list           a     l
      list           -     l
      lower          s     s
      max            nn    n
      max            na    n
      maxf           xx    x
      merge          HD    d
      merge          HDD   d
      mergeOverwrite HD    d
      mergeOverwrite HDD   d
      min            nn    n
      minf           xa    x
      mod            nn    n
      mul            nn    n
      mulf           xx    x
      mustAppend     la    l
      mustChunk      Gl    l
      mustCompact    l     l
      mustDateModify Ut    t
      must_date_modify Ut  t
      mustDeepCopy   d     d
      mustFirst      l     a
      mustFromJson   J     a
      mustHas        al    b
      mustInitial    l     l
      mustLast       l     a
      mustMerge      HD    d
      mustMergeOverwrite HD d
      mustPrepend    la    l
      mustPush       la    l
      mustRegexFind  Rs    s
      mustRegexFindAll RsG l
      mustRegexMatch Rs    b
      mustRegexReplaceAll Rss s
      mustRegexReplaceAll RsX s
      mustRegexReplaceAllLiteral RsX s
      mustRegexSplit RsG   l
      mustRest       l     l
      mustReverse    l     l
      mustSlice      lii   l
      mustToDate     YZ    t
      mustToJson     a     s
      mustToPrettyJson a   s
      mustToRawJson  a     s
      mustUniq       l     l
      mustWithout    la    l
      nindent        Gs    s
      nospace        s     s
      omit           mKK   d
      osBase         P     s
      osClean        P     s
      osDir          P     s
      osExt          P     s
      osIsAbs        P     b
      pick           mKK   d
      pluck          Km    l
      pluck          Kmm   l
      plural         ssn   s
      prepend        la    l
      push           la    l
      quote          a     s
      quote          aa    s
      regexFind      Rs    s
      regexFindAll   RsG   l
      regexMatch     Rs    b
      regexMatch     ss    b
      regexQuoteMeta s     s
      regexReplaceAll Rss  s
      regexReplaceAll RsX  s
      regexReplaceAllLiteral RsX s
      regexSplit     RsG   l
      repeat         Gs    s
      replace        sss   s
      rest           l     l
      reverse        l     l
      round          xG    x
      round          xGx   x
      semver         V     a
      semverCompare  CV    b
      seq            G     s
      seq            GG    s
      seq            GGG   s
      set            HKS   d
      sha1sum        s     s
      sha256sum      s     s
      sha512sum      s     s
      slice          l     l
      slice          li    l
      slice          lii   l
      snakecase      s     s
      sortAlpha      l     l
      sortAlpha      a     l
      split          ss    d
      splitList      ss    l
      splitn         sGs   d
      squote         a     s
      squote         aa    s
      sub            nn    n
      subf           xx    x
      substr         GGs   s
      swapcase       s     s
      ternary        aab   a
      title          s     s
      toDate         YZ    t
      toDecimal      a     -
      toJson         a     s
      toPrettyJson   a     s
      toRawJson      a     s
      toString       a     s
      toStrings      l     l
      toStrings      a     l
      trim           s     s
      trimAll        ss    s
      trimall        ss    s
      trimPrefix     ss    s
      trimSuffix     ss    s
      trunc          Gs    s
      tuple          aa    l
      typeIs         sa    b
      typeIsLike     sa    b
      typeOf         a     s
      uniq           l     l
      unixEpoch      t     s
      unset          HK    d
      until          G     l
      untilStep      GGG   l
      untitle        s     s
      upper          s     s
      urlJoin        m     s
      urlJoin        B     s
      urlParse       Q     d
      values         O     l
      without        la    l
      without        laa   l
      wrap           Gs    s
      wrapWith       Gss   s
      """;

  private SprigShapes() {}

  static List<FunctionShape> all() {
    return TABLE.lines().map(SprigShapes::shape).toList();
  }

  private static FunctionShape shape(String line) {
    String[] columns = line.split(" +", -1);
    String arguments = columns[1].equals("-") ? "" : columns[1];
    return FunctionShape.of(columns[0], arguments).giving(columns[2].charAt(0));
  }
}
