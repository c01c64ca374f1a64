CREATE DOMAIN public.devil_int AS int DEFAULT 666;
--
CREATE DOMAIN public.color AS int CHECK (VALUE BETWEEN 0 AND 16777215);
--
CREATE FUNCTION public.color_of_text(text) RETURNS public.color LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || lpad(ltrim($1, '#'), 8, '0'))::bit(32)::int
$$;
--
CREATE FUNCTION public.color_of_json(json) RETURNS public.color LANGUAGE sql IMMUTABLE AS $$
  SELECT public.color_of_text($1 #>> '{}')
$$;
--
CREATE FUNCTION public.color_as_json(public.color) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT to_json('#' || lpad(upper(to_hex($1)), 6, '0'))
$$;
--
CREATE DOMAIN public.isodate AS timestamptz;
--
CREATE FUNCTION public.isodate_of_text(text) RETURNS public.isodate LANGUAGE sql IMMUTABLE AS $$
  SELECT $1::timestamptz
$$;
--
CREATE FUNCTION public.isodate_of_json(json) RETURNS public.isodate LANGUAGE sql IMMUTABLE AS $$
  SELECT public.isodate_of_text($1 #>> '{}')
$$;
--
CREATE FUNCTION public.isodate_as_json(public.isodate) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT to_json(replace(to_json($1) #>> '{}', '+00:00', 'Z'))
$$;
--
CREATE DOMAIN public.bytea_b64 AS bytea;
--
CREATE FUNCTION public.bytea_b64_of_text(text) RETURNS public.bytea_b64 LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(rpad($1, (length($1) + 3) / 4 * 4, '='), 'base64')
$$;
--
CREATE FUNCTION public.bytea_b64_of_json(json) RETURNS public.bytea_b64 LANGUAGE sql IMMUTABLE AS $$
  SELECT public.bytea_b64_of_text($1 #>> '{}')
$$;
--
CREATE FUNCTION public.bytea_b64_as_json(public.bytea_b64) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT to_json(translate(encode($1, 'base64'), E'\n', ''))
$$;
--
CREATE DOMAIN public.unixtz AS timestamptz;
--
CREATE FUNCTION public.unixtz_of_text(text) RETURNS public.unixtz LANGUAGE sql IMMUTABLE AS $$
  SELECT to_timestamp($1::numeric)
$$;
--
CREATE FUNCTION public.unixtz_of_json(json) RETURNS public.unixtz LANGUAGE sql IMMUTABLE AS $$
  SELECT public.unixtz_of_text($1 #>> '{}')
$$;
--
CREATE FUNCTION public.unixtz_as_json(public.unixtz) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT to_json(extract(epoch FROM $1)::bigint)
$$;
--
CREATE DOMAIN public.monetary AS numeric(17, 2);
--
CREATE FUNCTION public.monetary_of_text(text) RETURNS public.monetary LANGUAGE sql IMMUTABLE AS $$
  SELECT $1::numeric
$$;
--
CREATE FUNCTION public.monetary_of_json(json) RETURNS public.monetary LANGUAGE sql IMMUTABLE AS $$
  SELECT public.monetary_of_text($1 #>> '{}')
$$;
--
CREATE FUNCTION public.monetary_as_json(public.monetary) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT to_json($1::text)
$$;
