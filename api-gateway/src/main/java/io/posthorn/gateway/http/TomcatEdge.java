package io.posthorn.gateway.http;

import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Sets Tomcat up for many short requests over connections that stay, and for errors in the form of the API. */
final class TomcatEdge implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    /** How much of a refused body is read so that the client gets to see the answer before the connection ends. */
    private static final int MAX_SWALLOW = 4 * 1024 * 1024;

    private static final int ANY_NUMBER = -1;

    private final List<ErrorReport.Form> forms;

    /** @param forms of errors, for paths at which the API's own protocol is not spoken */
    TomcatEdge(List<ErrorReport.Form> forms) {
        this.forms = List.copyOf(forms);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            // An ARN in a path holds a slash that parts nothing.
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxKeepAliveRequests(ANY_NUMBER);
                http.setMaxSwallowSize(MAX_SWALLOW);
                // A client that asks first is told to go on only if its body is wanted.
                http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
            }
        });
        factory.addContextCustomizers(this::reportErrors);
    }

    /** Without error pages the valve gets every error that no servlet has answered. */
    private void reportErrors(Context context) {
        for (var page : context.findErrorPages()) {
            context.removeErrorPage(page);
        }
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass("");
            host.getPipeline().addValve(new ErrorReport(forms));
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
