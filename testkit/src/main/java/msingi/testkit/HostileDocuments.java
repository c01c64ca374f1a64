package msingi.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Documents of GraphQL of about 64 KiB that are made to cost a server much, of the kinds that made
 * those of others fall; all are to be refused at once.
 */
public final class HostileDocuments {
  /** How long they are, in bytes. */
  public static final int BYTES = 64 * 1024;

  private HostileDocuments() {}

  /** A text of nearly {@link #BYTES}: something over and over, with its number for each #. */
  public static String filled(String before, String each, String after) {
    StringBuilder text = new StringBuilder(before);
    for (int index = 0; text.length() + each.length() + after.length() < BYTES; index++) {
      text.append(each.replace("#", Integer.toString(index)));
    }
    return text.append(after).toString();
  }

  /** The documents by what they are of; they ask for {@code booksCollection}. */
  public static Map<String, String> all() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("aliases", filled("{", "a#:__typename ", "}"));
    documents.put("one field over and over", filled("{", "__typename ", "}"));
    documents.put("directives", filled("{ __typename ", "@include(if:true) ", "}"));
    documents.put("unknown directives", filled("{ __typename ", "@x ", "}"));
    documents.put("fragments", filled("{...f0}", "fragment f# on Query{__typename} ", ""));
    documents.put("spreads", filled("{", "...f ", "} fragment f on Query{__typename}"));
    StringBuilder fan = new StringBuilder("{...f0}");
    for (int index = 0; index < 45; index++) {
      fan.append("fragment f%d on Query{...f%d ...f%d}".formatted(index, index + 1, index + 1));
    }
    documents.put("fan-out", fan + "fragment f45 on Query{__typename}");
    documents.put("a circle", "{...a} fragment a on Query{...b} fragment b on Query{...a}");
    documents.put("depth", "{a".repeat(BYTES / 3) + "}".repeat(BYTES / 3));
    documents.put("brackets", "{a(b:" + "[".repeat(BYTES / 2) + "]".repeat(BYTES / 2) + ")}");
    documents.put("objects", "{a(b:" + "{c:".repeat(BYTES / 4) + "}".repeat(BYTES / 4) + ")}");
    documents.put("variables", filled("query(", "$v#:Int ", "){__typename}"));
    documents.put("numbers", "{a(b:" + "9".repeat(BYTES) + ")}");
    documents.put("open braces", "{".repeat(BYTES));
    documents.put("an open text", "{a(b:\"" + "x".repeat(BYTES));
    documents.put("a long text", "{a(b:\"" + "x".repeat(BYTES) + "\")}");
    documents.put("escapes", filled("{a(b:\"", "\\u0041", "\")}"));
    documents.put("a long name", "{" + "a".repeat(BYTES) + "}");
    documents.put("inline fragments", filled("{", "...on Query{__typename} ", "}"));
    documents.put("blocks", filled("", "\"\"\"x\"\"\"", ""));
    documents.put("white space", " ".repeat(BYTES) + "{");
    documents.put("comments", filled("", "#x\n", "{"));
    documents.put("no document", "\u0000".repeat(BYTES));
    documents.put("arguments", filled("{booksCollection(", "first:1 ", "){totalCount}}"));
    documents.put("near the limits", near());
    documents.put(
        "many fields", "{booksCollection{edges{node{" + "title ".repeat(2_900) + "nothing}}}}");
    return documents;
  }

  /** As much as passes the first looks, and nothing of it right. */
  private static String near() {
    StringBuilder text = new StringBuilder("{");
    for (int index = 0; index < 48; index++) {
      text.append(
          "a%d:booksCollection(first:1,nothing:{x:[1,2]}){edges{node{title nothing}}}"
              .formatted(index));
    }
    return text.append('}').toString();
  }
}
