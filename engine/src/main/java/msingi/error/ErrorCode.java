package msingi.error;

/**
 * The catalogue: every error that Msingi can answer, with a code that never changes its meaning.
 *
 * <p>Codes are PostgREST's ({@code PGRST…}) or an SQLSTATE where one exists, and {@code MSI…} for
 * what only Msingi knows. gRPC status numbers are those of the gRPC specification.
 */
public enum ErrorCode {
  // Requests that cannot be understood
  QUERY_SYNTAX("PGRST100", 400, 3, "The query string could not be parsed", ""),
  RPC_METHOD("PGRST101", 405, 12, "This method is not allowed here", "Use GET or POST."),
  BODY_INVALID("PGRST102", 400, 3, "Empty or invalid json", ""),
  RANGE_INVALID("PGRST103", 416, 11, "Requested range not satisfiable", ""),
  PUT_FILTERS(
      "PGRST105",
      405,
      3,
      "Filters must include all and only primary key columns with 'eq' operators",
      ""),
  SCHEMA_UNKNOWN("PGRST106", 406, 3, "The schema must be one of those exposed", ""),
  MEDIA_TYPE("PGRST107", 406, 3, "None of these media types are available", ""),
  NOT_EMBEDDED(
      "PGRST108",
      400,
      3,
      "A filter names something that is not embedded",
      "Add it to the select query parameter."),
  RESPONSE_HEADERS(
      "PGRST111",
      500,
      13,
      "response.headers guc must be a JSON array composed of objects with a single key and a"
          + " string value",
      ""),
  RESPONSE_STATUS("PGRST112", 500, 13, "response.status guc must be a valid status code", ""),
  PUT_LIMIT("PGRST114", 400, 3, "limit/offset querystring parameters are not allowed for PUT", ""),
  PUT_KEY("PGRST115", 400, 3, "Payload values do not match URL in primary key column(s)", ""),
  NOT_SINGULAR("PGRST116", 406, 9, "Cannot coerce the result to a single JSON object", ""),
  METHOD("PGRST117", 405, 12, "Unsupported HTTP method", ""),
  ORDER_TO_MANY(
      "PGRST118", 400, 3, "A related order on a to-many relationship is not possible", ""),
  EMBED_OPERATOR(
      "PGRST120",
      400,
      3,
      "Only is null or not is null filters are allowed on embedded resources",
      ""),
  RAISE_INVALID(
      "PGRST121", 500, 13, "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error", ""),
  PREFERENCE("PGRST122", 400, 3, "Invalid preferences given with handling=strict", ""),
  AGGREGATES_OFF("PGRST123", 400, 3, "Use of aggregate functions is not allowed", ""),
  MAX_AFFECTED("PGRST124", 400, 9, "Query result exceeds max-affected preference constraint", ""),
  PATH_INVALID("PGRST125", 404, 5, "Invalid path specified in request URL", ""),
  ROOT_DISABLED("PGRST126", 404, 5, "Root endpoint metadata is disabled", ""),
  NOT_IMPLEMENTED("PGRST127", 400, 12, "Feature not implemented", ""),
  MAX_AFFECTED_ONE(
      "PGRST128",
      400,
      3,
      "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
      ""),
  RELATION_MISSING("PGRST200", 400, 3, "Could not find a relationship between the collections", ""),
  RELATION_AMBIGUOUS(
      "PGRST201", 300, 3, "Could not embed because more than one relationship was found", ""),
  FUNCTION_UNKNOWN("PGRST202", 404, 5, "Could not find the function", ""),
  FUNCTION_AMBIGUOUS(
      "PGRST203",
      300,
      3,
      "Could not choose the best candidate function",
      "Try renaming the parameters or the function itself in the database so function overloading can be resolved"),
  COLUMN_UNKNOWN_WRITE("PGRST204", 400, 3, "Could not find the column", ""),
  COLLECTION_UNKNOWN("PGRST205", 404, 5, "Could not find the collection", ""),
  ROW_UNKNOWN("MSI404", 404, 5, "There is no row with this key", ""),
  PRECONDITION(
      "MSI412",
      412,
      10,
      "What is there is not what If-Match or If-None-Match wants",
      "Read it again, and decide anew with its ETag."),

  // Who is asking
  TOKEN_SECRET(
      "PGRST300", 500, 13, "Server lacks JWT secret", "Configure auth.secret or auth.jwks."),
  TOKEN_INVALID("PGRST301", 401, 16, "The token could not be verified", "Sign in again."),
  CREDENTIAL_REQUIRED(
      "PGRST302", 401, 16, "Anonymous access is disabled", "Send a key or a token."),
  TOKEN_CLAIMS("PGRST303", 401, 16, "The token's claims are not accepted", "Sign in again."),
  SESSION_ENDED("PGRST303", 401, 16, "The session has ended", "Sign in again."),
  ROLE_UNKNOWN("22023", 401, 16, "The role does not exist", "Declare it under roles."),
  PARAMETER_INVALID("22023", 400, 3, "A parameter's value is not valid", ""),
  KEY_INVALID(
      "MSI301", 401, 16, "Invalid API key", "Check the key; `msingi keys list` shows which exist."),
  KEY_IN_BROWSER(
      "MSI302",
      401,
      16,
      "Secret keys may not be used from a browser",
      "Use a publishable key in browsers and apps."),

  // What the data says
  COLUMN_UNKNOWN("42703", 400, 3, "The column does not exist", ""),
  FUNCTION_UNFIT(
      "42883",
      400,
      3,
      "There is no such function of values of this type",
      "Take a field of another type."),
  GROUPING(
      "42803",
      400,
      3,
      "What orders groups must be one of the fields that make them",
      "Add the field to the select query parameter."),
  SEARCH_SYNTAX(
      "42601",
      400,
      3,
      "The words of a search are misspelt",
      "fts wants a sign between words, such as &; plfts, phfts and wfts take any text."),
  LANGUAGE_UNKNOWN("42704", 400, 3, "The language of a search is unknown", ""),
  SEARCH_UNDECLARED(
      "MSI104", 400, 3, "This store searches only what is declared", "Declare it under search:."),
  FORBIDDEN("42501", 403, 7, "Permission denied", ""),
  UNIQUE("23505", 409, 6, "A row with this value exists already", ""),
  REFERENCE("23503", 409, 9, "A referenced row does not exist, or is still referenced", ""),
  NOT_NULL("23502", 400, 3, "A required value is missing", ""),
  CHECK("23514", 400, 3, "A value breaks a check of the definition", ""),
  VALUE_TOO_LONG("22001", 400, 3, "A text is longer than its field allows", ""),
  VALUE_INVALID("22P02", 400, 3, "A value does not have the type of its field", ""),
  REGEX_INVALID("2201B", 400, 3, "The regular expression is not valid", ""),
  TYPE_UNKNOWN("42704", 400, 3, "The type does not exist", ""),
  OPERATOR_UNKNOWN("42883", 404, 3, "The type has no such operator or cast", ""),
  VALUE_OUT_OF_RANGE("22003", 400, 11, "A number is out of range", ""),
  NUMBERS_USED(
      "2200H",
      400,
      8,
      "The table's last number is given: the database has none for a new row",
      "Give the row a number that is free."),
  DATE_INVALID("22007", 400, 3, "A date or time is not valid", ""),
  DATE_OUT_OF_RANGE("22008", 400, 11, "A date or time is out of range", ""),
  DIVISION_BY_ZERO("22012", 400, 3, "Division by zero", ""),
  TEXT_INVALID(
      "22021", 400, 3, "A text holds bytes that are not valid UTF-8, or a zero character", ""),
  GENERATED_COLUMN(
      "428C9", 400, 3, "The value of this field is made by the server", "Leave the field out."),
  CONFLICT_TARGET("42P10", 400, 3, "No unique constraint matches the columns of on_conflict", ""),
  CARDINALITY("21000", 400, 3, "One row would be changed twice", "Send each key once."),
  RAISED("P0001", 400, 3, "The application refused", ""),
  READ_ONLY("25006", 405, 9, "Writing is not allowed here", ""),
  SERIALIZATION("40001", 409, 10, "Another write came in between", "Try again."),
  DEADLOCK("40P01", 409, 10, "Another write came in between", "Try again."),
  LOCKED("55P03", 503, 14, "A row is locked by somebody else for too long", "Try again."),
  CANCELED(
      "57014",
      504,
      4,
      "The request took longer than its deadline",
      "Ask for less, or add an index; `msingi explain` shows what is slow."),

  // Accounts; the codes are those of the wire that auth-js speaks
  VALIDATION("validation_failed", 400, 3, "The request is not valid", ""),
  VALIDATION_UNPROCESSABLE("validation_failed", 422, 3, "The request cannot be followed", ""),
  BAD_JSON("bad_json", 400, 3, "The body is not one JSON object", ""),
  BAD_JWT("bad_jwt", 403, 16, "The access token is not valid", ""),
  NO_AUTHORIZATION("no_authorization", 401, 16, "This endpoint requires a valid Bearer token", ""),
  NOT_ADMIN("not_admin", 403, 7, "Only administrators may do this", ""),
  ACCOUNT_UNKNOWN("user_not_found", 404, 5, "User not found", ""),
  SUBJECT_UNKNOWN("user_not_found", 403, 16, "User from sub claim in JWT does not exist", ""),
  ACCOUNT_EXISTS("user_already_exists", 422, 6, "User already registered", ""),
  EMAIL_EXISTS(
      "email_exists", 422, 6, "A user with this email address has already been registered", ""),
  PHONE_EXISTS(
      "phone_exists", 422, 6, "A user with this phone number has already been registered", ""),
  CREDENTIALS_WRONG("invalid_credentials", 400, 16, "Invalid login credentials", ""),
  EMAIL_UNCONFIRMED("email_not_confirmed", 400, 9, "Email not confirmed", ""),
  PHONE_UNCONFIRMED("phone_not_confirmed", 400, 9, "Phone not confirmed", ""),
  ACCOUNT_BANNED("user_banned", 400, 7, "User is banned", ""),
  SIGN_UP_DISABLED("signup_disabled", 422, 7, "Signups not allowed for this instance", ""),
  EMAIL_DISABLED("email_provider_disabled", 400, 7, "Email logins are disabled", ""),
  PHONE_DISABLED("phone_provider_disabled", 400, 7, "Phone logins are disabled", ""),
  ANONYMOUS_DISABLED("anonymous_provider_disabled", 422, 7, "Anonymous sign-ins are disabled", ""),
  PROVIDER_DISABLED("provider_disabled", 400, 7, "The provider is not enabled", ""),
  PASSWORD_WEAK("weak_password", 422, 3, "The password is too weak", ""),
  PASSWORD_SAME(
      "same_password", 422, 9, "New password should be different from the old password.", ""),
  REAUTHENTICATION_NEEDED(
      "reauthentication_needed", 400, 9, "Password update requires reauthentication", ""),
  REAUTHENTICATION_WRONG(
      "reauthentication_not_valid", 422, 16, "Nonce has expired or is invalid", ""),
  SESSION_UNKNOWN(
      "session_not_found", 403, 16, "Session from session_id claim in JWT does not exist", ""),
  SESSION_EXPIRED("session_expired", 400, 16, "Invalid Refresh Token: Session Expired", ""),
  REFRESH_UNKNOWN(
      "refresh_token_not_found", 400, 16, "Invalid Refresh Token: Refresh Token Not Found", ""),
  REFRESH_USED("refresh_token_already_used", 400, 16, "Invalid Refresh Token: Already Used", ""),
  FLOW_UNKNOWN("flow_state_not_found", 404, 5, "invalid flow state, no valid flow state found", ""),
  FLOW_EXPIRED("flow_state_expired", 422, 9, "invalid flow state, flow state has expired", ""),
  VERIFIER_WRONG(
      "bad_code_verifier",
      400,
      16,
      "code challenge does not match previously saved code verifier",
      ""),
  CODE_EXPIRED("otp_expired", 403, 16, "Token has expired or is invalid", ""),
  ID_TOKEN_INVALID("bad_jwt", 400, 16, "Bad ID token", ""),
  ID_TOKEN_AUDIENCE("unexpected_audience", 400, 16, "The ID token is for somebody else", ""),
  ID_TOKEN_USED("bad_jwt", 400, 16, "The ID token was shown before", ""),
  IDENTITY_UNKNOWN("identity_not_found", 404, 5, "Identity doesn't exist", ""),
  IDENTITY_EXISTS("identity_already_exists", 422, 6, "Identity is already linked", ""),
  IDENTITY_SINGLE(
      "single_identity_not_deletable",
      422,
      9,
      "User must have at least 1 identity after unlinking",
      ""),
  LINKING_DISABLED("manual_linking_disabled", 404, 7, "Manual linking is disabled", ""),
  AAL_LOW(
      "insufficient_aal",
      401,
      16,
      "AAL2 session is required to update email or password when MFA is enabled.",
      ""),
  REQUEST_RATE("over_request_rate_limit", 429, 8, "Request rate limit reached", ""),
  EMAIL_RATE(
      "over_email_send_rate_limit",
      429,
      8,
      "For security purposes, you can only request this after some seconds",
      ""),
  SMS_RATE(
      "over_sms_send_rate_limit",
      429,
      8,
      "For security purposes, you can only request this after some seconds",
      ""),
  MFA_TOO_MANY(
      "too_many_enrolled_mfa_factors",
      422,
      8,
      "Maximum number of verified factors reached, unenroll to continue",
      ""),
  MFA_NAME(
      "mfa_factor_name_conflict",
      422,
      6,
      "A factor with the friendly name for this user already exists",
      ""),
  MFA_UNKNOWN(
      "mfa_factor_not_found", 422, 5, "MFA factor with the provided factor ID not found", ""),
  MFA_ADDRESS(
      "mfa_ip_address_mismatch", 422, 16, "Challenge and verify IP addresses mismatch.", ""),
  MFA_EXPIRED(
      "mfa_challenge_expired",
      422,
      9,
      "MFA challenge has expired, verify against another challenge or create a new challenge.",
      ""),
  MFA_WRONG("mfa_verification_failed", 422, 16, "Invalid TOTP code entered", ""),
  MFA_UNREADABLE(
      "mfa_factor_unreadable",
      422,
      9,
      "The secret of this factor cannot be read any more",
      "Remove it, or have an administrator remove it, and enroll anew."),
  MFA_EXISTS(
      "mfa_verified_factor_exists",
      422,
      6,
      "A verified phone factor already exists, unenroll the existing factor to continue",
      ""),
  MFA_TOTP_DISABLED("mfa_totp_enroll_not_enabled", 422, 7, "MFA enroll is disabled for TOTP", ""),
  MFA_PHONE_DISABLED(
      "mfa_phone_enroll_not_enabled", 422, 7, "MFA enroll is disabled for Phone", ""),
  MFA_WEBAUTHN_DISABLED(
      "mfa_webauthn_enroll_not_enabled", 422, 7, "MFA enroll is disabled for WebAuthn", ""),
  PASSKEYS_DISABLED("passkey_disabled", 404, 7, "Passkeys are disabled", ""),
  PASSKEYS_TOO_MANY("too_many_passkeys", 422, 8, "Maximum number of passkeys reached", ""),
  PASSKEY_UNKNOWN("webauthn_credential_not_found", 404, 5, "Passkey not found", ""),
  PASSKEY_EXISTS("webauthn_credential_exists", 422, 6, "This credential is already registered", ""),
  CHALLENGE_UNKNOWN(
      "webauthn_challenge_not_found", 400, 5, "Challenge not found or already used", ""),
  CHALLENGE_EXPIRED("webauthn_challenge_expired", 400, 9, "Challenge has expired", ""),
  CREDENTIAL_WRONG("webauthn_verification_failed", 400, 16, "Credential verification failed", ""),

  // Limits and the server's state
  BODY_TOO_LARGE("MSI413", 413, 8, "The request body is too large", "Send fewer rows at once."),
  URI_TOO_LONG("MSI414", 414, 3, "The request line or a header is too long", "Send a shorter one."),
  TOO_DEEP("MSI101", 400, 3, "The request is nested too deeply", "Ask for fewer levels."),
  NOT_YET(
      "MSI102",
      400,
      12,
      "This part of the dialect is not built yet",
      "See 'not yet' in the README."),
  BAD_REQUEST("MSI103", 400, 3, "The request is malformed", ""),
  ONCE_KEY(
      "MSI105",
      400,
      3,
      "The Idempotency-Key is not valid",
      "Send one key of 1 to 255 visible ASCII characters, such as a UUID."),
  ONCE_TOO_LARGE(
      "MSI106",
      400,
      9,
      "The answer is too large to be kept for its Idempotency-Key; nothing was changed",
      "Ask for less with select or Prefer: return=minimal."),
  BATCH_REFERENCE("MSI107", 400, 3, "A reference in a batch leads nowhere", ""),
  BATCH_EXPECTATION("MSI108", 409, 9, "An operation of a batch had other rows than expected", ""),
  GRAPH_SYNTAX("MSI120", 400, 3, "The document is not GraphQL", ""),
  GRAPH_INVALID("MSI121", 400, 3, "The document does not fit the schema", ""),
  GRAPH_VARIABLES("MSI122", 400, 3, "A variable does not have its type", ""),
  GRAPH_ARGUMENT("MSI123", 400, 3, "An argument cannot be followed", ""),
  GRAPH_LIMIT(
      "MSI124", 400, 8, "The document asks for too much", "Ask for less, or in several documents."),
  GRAPH_REQUEST("MSI125", 400, 3, "The body is no request of GraphQL", ""),
  GRAPH_CONTENT(
      "MSI126",
      415,
      3,
      "The body is not JSON by its Content-Type",
      "Send Content-Type: application/json."),
  GRAPH_INTROSPECTION(
      "MSI127",
      400,
      7,
      "The schema is not told here",
      "Ask as somebody who is signed in, or see MSINGI_GRAPHQL_INTROSPECTION."),
  GRAPH_UNKNOWN("MSI128", 400, 5, "PersistedQueryNotFound", "Send the document with its hash."),
  GRAPH_PERSISTED_ONLY(
      "MSI129", 400, 7, "Only documents that are known beforehand are answered", ""),
  ONCE_RUNNING(
      "MSI409",
      409,
      10,
      "A request with this Idempotency-Key is still running",
      "Send the same request again in a moment."),
  ONCE_PAYLOAD(
      "MSI422",
      422,
      9,
      "This Idempotency-Key was used for another payload",
      "Use a new key for a new request."),
  BUSY(
      "MSI503",
      503,
      14,
      "The server has too much to do",
      "Try again after the seconds in Retry-After."),
  STORE_UNAVAILABLE(
      "PGRST000",
      503,
      14,
      "The database cannot be reached",
      "Try again; `msingi config` shows which database is meant."),
  STORE_FULL("53100", 507, 8, "The disk is full", "Free some space; reads go on."),
  STORE_FAILED(
      "58030", 500, 13, "The database could not read or write its file", "See the server's log."),
  STORE_CHANGED(
      "MSI505",
      503,
      14,
      "The database's tables changed under the request",
      "Try again; if it lasts, `msingi plan` shows where the database drifted."),
  DRAINING("MSI504", 503, 14, "The server is stopping", "Try again."),
  INTERNAL(
      "XX000",
      500,
      13,
      "Something went wrong on the server",
      "The server's log has the details under this request id."),

  // Definitions, migrations and the command line
  DEFINITION("MSI001", 400, 9, "The definition has mistakes", "Mend them and run `msingi check`."),
  MIGRATION_LOSSY(
      "MSI002",
      409,
      9,
      "The migration would lose data",
      "Name the step with --allow to accept the loss."),
  MIGRATION_DRIFT(
      "MSI003",
      409,
      9,
      "The database is not what the ledger says",
      "Mend the database or the definition; nothing was changed."),
  MIGRATION_BUSY("MSI004", 409, 14, "Another migration is running", "Wait until it is done."),
  MIGRATION_PENDING(
      "MSI005",
      409,
      9,
      "The database has an older version of the definition",
      "Run `msingi migrate`."),
  MIGRATION_FAILED(
      "MSI006",
      500,
      13,
      "A step of the migration failed",
      "The earlier version still serves; see the step named."),
  STORE_VERSION(
      "MSI007",
      500,
      9,
      "This version of the database is not supported",
      "See docs/operations.md for the versions."),
  STORE_IN_USE("MSI008", 409, 14, "Another process holds this database file", "Stop it first."),
  CONFIGURATION("MSI009", 400, 9, "The configuration has mistakes", "See docs/operations.md."),
  UNSUPPORTED("MSI010", 400, 12, "This store cannot do that", "");

  private final String code;
  private final int status;
  private final int grpc;
  private final String title;
  private final String hint;

  ErrorCode(String code, int status, int grpc, String title, String hint) {
    this.code = code;
    this.status = status;
    this.grpc = grpc;
    this.title = title;
    this.hint = hint;
  }

  /** The stable code, as clients see it. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The gRPC status number. */
  public int grpc() {
    return grpc;
  }

  /** What happened, in a few words. */
  public String title() {
    return title;
  }

  /** What to do next; may be empty. */
  public String hint() {
    return hint;
  }
}
