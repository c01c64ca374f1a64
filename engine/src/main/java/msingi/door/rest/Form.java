package msingi.door.rest;

import java.util.Optional;
import msingi.definition.Function;
import msingi.expression.Type;
import msingi.wire.Output;
import org.jspecify.annotations.Nullable;

/** The form in which a function's answer is written. */
sealed interface Form {
  /** The content type. */
  CharSequence type();

  /** Whether there must be exactly one row. */
  boolean singular();

  /**
   * The validator of an answer in it.
   *
   * @param total rows in all, or less than zero when it is not known
   */
  String tag(Output body, long total);

  /** As rows are, or as a JSON value. */
  record Listed(Media media) implements Form {
    @Override
    public CharSequence type() {
      return media.type();
    }

    @Override
    public boolean singular() {
      return media.singular();
    }

    @Override
    public String tag(Output body, long total) {
      return Tag.of(media, body, total);
    }
  }

  /**
   * The one value as it is.
   *
   * @param accepted the media type under which it is asked for; a star before and after the slash
   *     stands for any
   * @param binary whether it is bytes, not text
   */
  record Bare(String accepted, String type, boolean binary) implements Form {
    @Override
    public boolean singular() {
      return false;
    }

    @Override
    public String tag(Output body, long total) {
      return Tag.of(type, body);
    }

    private boolean answers(String wanted) {
      return accepted.equals("*/*") || accepted.equals(wanted);
    }

    /** What the name of a type of the database says, if it says a media type. */
    private static Optional<Bare> called(String name) {
      return switch (name) {
        case "xml", "text/xml" -> Optional.of(new Bare("text/xml", "text/xml" + UTF_8, false));
        case "text/plain" -> Optional.of(TEXT);
        case "*/*" -> Optional.of(new Bare("*/*", OCTETS.type, true));
        default ->
            name.indexOf('/') < 0
                ? Optional.empty()
                : Optional.of(new Bare(name, name, !name.startsWith("text/")));
      };
    }

    private static final String UTF_8 = "; charset=utf-8";
    private static final Bare TEXT = new Bare("text/plain", "text/plain" + UTF_8, false);
    private static final Bare OCTETS =
        new Bare("application/octet-stream", "application/octet-stream", true);
  }

  /**
   * The best acceptable form of what a function answers (RFC 9110, section 12.5.1). A single value
   * may also be had as it is: text as {@code text/plain}, bytes as {@code
   * application/octet-stream}, and a type of the database that is called like a media type as that.
   */
  static Form choose(Function.Returns returns, String accept) {
    Optional<Bare> bare = bare(returns);
    if (bare.isEmpty() || accept.isEmpty()) {
      return new Listed(Media.choose(accept));
    }
    return Media.best(accept, parts -> form(parts, bare.get()));
  }

  private static @Nullable Form form(String[] parts, Bare bare) {
    if (bare.answers(parts[0].strip())) {
      return bare;
    }
    Media media = Media.media(parts);
    return media == null ? null : new Listed(media);
  }

  private static Optional<Bare> bare(Function.Returns returns) {
    if (!(returns instanceof Function.Returns.Values values) || values.many()) {
      return Optional.empty();
    }
    return switch (values.type()) {
      case Type.Scalar.TEXT -> Optional.of(Bare.TEXT);
      case Type.Scalar.BYTES -> Optional.of(Bare.OCTETS);
      case Type.Native it -> Bare.called(it.name());
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Represented _ -> Optional.empty();
    };
  }
}
