// GraphiQL over this server alone; keys and tokens are typed into its headers.
"use strict";

const fetcher = async (asked, options) => {
  const answer = await fetch("graphql/v1", {
    method: "POST",
    headers: {
      ...(options && options.headers),
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
    },
    body: JSON.stringify(asked),
  });
  return answer.json();
};

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultEditorToolsVisibility: "headers",
    shouldPersistHeaders: false,
    defaultQuery: "{\n  __typename\n}\n",
    defaultHeaders: '{\n  "apikey": ""\n}',
  }),
);
