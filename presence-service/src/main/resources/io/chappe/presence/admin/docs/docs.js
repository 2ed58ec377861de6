// A key that is typed in here is gone with the page.
SwaggerUIBundle({
    url: '../openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    persistAuthorization: false,
    validatorUrl: null,
});
